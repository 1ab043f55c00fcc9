using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Core.Tests.Client;

/// <summary>The second order with a key returns the first run, whatever has changed. It is Thursday noon; Friday is a holiday of B3.</summary>
public sealed class OrderKeyTests
{
    private readonly VirtualTime time = new(ANode.Noon);
    private readonly GatedStorage storage;

    public OrderKeyTests() => storage = new GatedStorage(new InMemoryStorage(time.Clock));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Also_when_midnight_has_passed_and_the_day_group_would_refuse_the_new_date()
    {
        await using var node = await OpenAsync(isThere: true);
        var (anyDay, businessDay) = (await OrderAsync(node, "any-day", "A"), await OrderAsync(node, "business-day", "B"));
        time.Clock.AdvanceDays(1);

        Assert.Equal(anyDay with { IsNew = false }, await OrderAsync(node, "any-day", "A"));
        Assert.Equal(businessDay with { IsNew = false }, await OrderAsync(node, "business-day", "B"));
        Assert.Equal(ANode.Today, businessDay.OrderDate);
        Assert.Contains("Holiday(b3", (await OrderAsync(node, "business-day", "new")).Refused);
    }

    [Fact]
    public async Task Also_when_the_routine_is_retired()
    {
        OrderResponse first;
        await using (var node = await OpenAsync(isThere: true))
        {
            first = await OrderAsync(node, "any-day", "A");
        }

        await using var later = await OpenAsync(isThere: false);

        Assert.Equal(first with { IsNew = false }, await OrderAsync(later, "any-day", "A"));
        Assert.Contains("retired", (await OrderAsync(later, "any-day", "new")).Refused);
    }

    [Fact]
    public async Task But_not_for_another_routine_nor_for_another_date_that_was_named()
    {
        await using var node = await OpenAsync(isThere: true);
        var first = await OrderAsync(node, "any-day", "A");

        Assert.Equal(first with { IsNew = false }, await OrderAsync(node, "any-day", "A", ANode.Today));
        Assert.Contains("the key 'A' was used for any-day of 2026-11-19", (await OrderAsync(node, "any-day", "A", ANode.Today.PlusDays(1))).Refused);
        Assert.Contains("the key 'A' was used for any-day of 2026-11-19", (await OrderAsync(node, "business-day", "A")).Refused);
    }

    private static Task<OrderResponse> OrderAsync(ANode node, string routine, string key, LocalDate? date = null) =>
        node.Client.OrderAsync(new Order(routine, date) { Key = key }, Cancel);

    private Task<ANode> OpenAsync(bool isThere) => ANode.OpenAsync(
        scheduler =>
        {
            scheduler.AddRoutine("business-day", routine => routine.On("business-days(b3)").Executes((_, _) => Task.CompletedTask));
            if (isThere)
            {
                scheduler.AddRoutine("any-day", routine => routine.Executes((_, _) => Task.CompletedTask));
            }
        },
        on: storage, time: time);
}
