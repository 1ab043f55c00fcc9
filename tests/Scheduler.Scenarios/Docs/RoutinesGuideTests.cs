using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Client;
using RoutineScheduler.Cron;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Scenarios.Driving;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>What docs/guides/routines.md says is what happens.</summary>
public sealed class RoutinesGuideTests
{
    private const string Page = "routines.md";

    private static readonly DateTimeZone SaoPaulo = DateTimeZoneProviders.Tzdb["America/Sao_Paulo"];
    private static readonly LocalDate Friday = new(2026, 11, 13);
    private static readonly Instant Morning = At(Friday, 8);
    private static readonly LocalDateTimePattern DayAndTime = LocalDateTimePattern.CreateWithInvariantCulture("ddd HH:mm");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_method_of_the_builder_stands_on_the_page()
    {
        var page = GuidePage.Read(Page);

        Assert.All(
            typeof(RoutineBuilder).GetMethods().Where(method => method.DeclaringType == typeof(RoutineBuilder))
                .Select(method => method.Name).Distinct(),
            name => Assert.Contains($"| `{name}(", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_type_follows_from_what_is_called()
    {
        await using var host = Pump.At(Morning, RoutineSnippets.DefineTypes);
        await host.RoundAsync(Cancel);

        var types = (await host.Client.RoutinesAsync(Cancel)).ToDictionary(view => view.Routine.Key.Value, view => view.Routine.Type);

        Assert.Equal(
            (RoutineType.Daily, RoutineType.Monthly, RoutineType.Cyclic, RoutineType.Eventual),
            (types["close-of-day"], types["pay-custody"], types["read-quotes"], types["recalculate"]));
        var quotes = await RunsOfAsync(host, "read-quotes");
        Assert.Equal(
            (32, At(Friday, 10), At(Friday, 17, 45)), (quotes.Count, quotes.Min(run => run.DueAt), quotes.Max(run => run.DueAt)));
    }

    [Fact]
    public async Task What_uses_everything_passes_every_check()
    {
        await using var host = Pump.At(Morning, RoutineSnippets.DefineAll);

        await host.RunUntilAsync(At(Friday, 23), Cancel);

        Assert.Equal(RunState.Succeeded, Assert.Single(await RunsOfAsync(host, "value-portfolio")).State);
    }

    public static TheoryData<string, string> Expiries => new(
        Regex.Matches(GuidePage.Read(Page), @"^\| (nothing|`\..+`) \| ((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:\d\d) \|", RegexOptions.Multiline)
            .Select(row => (row.Groups[1].Value.Trim('`'), row.Groups[2].Value)));

    [Theory]
    [MemberData(nameof(Expiries))]
    public async Task A_run_of_friday_half_past_eight_is_given_up_when_the_table_says(string said, string expires)
    {
        Func<RoutineBuilder, RoutineBuilder> with = said switch
        {
            "nothing" => routine => routine,
            ".Between(\"20:00\", \"26:00\")" => routine => routine.Between("20:00", "26:00"),
            ".StartWithin(Duration.FromHours(2))" => routine => routine.StartWithin(Duration.FromHours(2)),
            ".KeepPending(0)" => routine => routine.KeepPending(0),
            ".KeepPending(2)" => routine => routine.KeepPending(2),
            ".KeepPending(2).Between(\"20:00\", \"26:00\")" => routine => routine.KeepPending(2).Between("20:00", "26:00"),
            _ => throw new InvalidOperationException($"{said} is not in this test."),
        };
        await using var host = Pump.At(Morning, scheduler => scheduler
            .AddRoutine("x", routine => with(routine.On("business-days(b3)").At("30 20 * * *")).Executes((_, _) => Task.CompletedTask)));
        await host.RoundAsync(Cancel);

        var run = await host.Client.FindRunAsync(Assert.Single(await RunsOfAsync(host, "x")).Id, Cancel);

        Assert.Equal(expires, DayAndTime.Format(run!.Expires!.Value.InZone(SaoPaulo).LocalDateTime));
    }

    [Fact]
    public void All_rows_of_the_expiry_table_are_asked() => Assert.Equal(6, Expiries.Count);

    [Theory]
    [InlineData("0 9 1 * MON", DayFields.Either, "2026-10-31T12:00:00", "2026-11-01T09:00:00 2026-11-02T09:00:00 2026-11-09T09:00:00")]
    [InlineData("0 9 1 * MON", DayFields.Both, "2026-10-31T12:00:00", "2027-02-01T09:00:00 2027-03-01T09:00:00 2027-11-01T09:00:00")]
    public void Two_day_fields_are_joined_as_the_page_says(string cron, DayFields dayFields, string after, string instants) =>
        Assert.Equal(instants, Next(CronSchedule.Parse(cron, dayFields: dayFields), SaoPaulo, after, 3));

    [Theory]
    [InlineData("30 2 * * *", "2026-03-08T00:00:00", 1, "2026-03-08T03:00:00")]
    [InlineData("30 1 * * *", "2026-11-01T00:00:00", 2, "2026-11-01T01:30:00 2026-11-02T01:30:00")]
    [InlineData("*/30 1 * * *", "2026-11-01T00:00:00", 4, "2026-11-01T01:00:00 2026-11-01T01:30:00 2026-11-01T01:00:00 2026-11-01T01:30:00")]
    [InlineData("*/30 1-3 * * *", "2026-03-08T00:00:00", 4, "2026-03-08T01:00:00 2026-03-08T01:30:00 2026-03-08T03:00:00 2026-03-08T03:30:00")]
    public void Clock_changes_do_what_the_page_says(string cron, string after, int count, string readings) =>
        Assert.Equal(readings, Next(CronSchedule.Parse(cron), DateTimeZoneProviders.Tzdb["America/New_York"], after, count));

    [Fact]
    public async Task An_order_before_its_predecessor_waits_only_where_it_says_so()
    {
        await using var host = Pump.At(Morning, RoutineSnippets.DefineWait);
        await host.OpenAsync(Cancel);
        await host.Client.OrderAsync(new Order("publish"), Cancel);
        await host.Client.OrderAsync(new Order("publish-when-done"), Cancel);
        await host.RoundAsync(Cancel);

        Assert.Equal(RunState.Succeeded, Assert.Single(await RunsOfAsync(host, "publish")).State);
        var waiting = Assert.Single(await RunsOfAsync(host, "publish-when-done"));
        Assert.Equal(RunState.Pending, waiting.State);
        Assert.Equal(["WaitsFor(recalculate, 2026-11-13)"], (await host.Client.FindRunAsync(waiting.Id, Cancel))!.Unmet);

        await host.Client.OrderAsync(new Order("recalculate"), Cancel);
        await host.RunUntilAsync(Morning + Duration.FromMinutes(1), Cancel);
        Assert.Equal(RunState.Succeeded, Assert.Single(await RunsOfAsync(host, "publish-when-done")).State);
    }

    [Fact]
    public async Task Each_slot_waits_for_all_slots_of_its_predecessor()
    {
        await using var host = Pump.At(Morning, scheduler => scheduler
            .AddRoutine("a", routine => routine.At("0 9,15 * * *").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("b", routine => routine.At("0 10,16 * * *").After("a").Executes((_, _) => Task.CompletedTask)));

        await host.RunUntilAsync(At(Friday, 14), Cancel);
        Assert.All(await RunsOfAsync(host, "b"), run => Assert.Equal(RunState.Pending, run.State));

        await host.RunUntilAsync(At(Friday, 17), Cancel);
        Assert.Equal([At(Friday, 15), At(Friday, 16)], (await RunsOfAsync(host, "b")).Select(run => run.StartedAt!.Value).Order());
    }

    [Theory]
    [InlineData(true, RunState.Skipped, RunState.Succeeded)]
    [InlineData(false, RunState.Succeeded, RunState.Failed)]
    public async Task A_failure_edge_runs_after_a_failure_and_is_skipped_after_a_success(bool succeeds, RunState expected, RunState close)
    {
        await using var host = Pump.At(Morning, scheduler =>
        {
            scheduler.AddRoutine("close-of-day", routine => routine.On("business-days(b3)").At("30 18 * * *")
                .Executes((_, _) => Task.FromResult(succeeds ? AttemptOutcome.Succeeded() : AttemptOutcome.Permanent("no"))));
            RoutineSnippets.DefineFailure(scheduler);
        });

        await host.RunUntilAsync(At(Friday, 19), Cancel);

        Assert.Equal(close, Assert.Single(await RunsOfAsync(host, "close-of-day")).State);
        Assert.Equal(expected, Assert.Single(await RunsOfAsync(host, "tell-somebody")).State);
    }

    [Theory]
    [InlineData(RetryGrowth.Linear, "5 10 15 20")]
    [InlineData(RetryGrowth.Exponential, "5 10 20 40")]
    [InlineData(RetryGrowth.Constant, "5 5 5 5")]
    public void Delays_grow_as_the_page_says(RetryGrowth growth, string minutes)
    {
        var policy = RetryPolicy.Default with { Growth = growth };

        Assert.Equal(minutes, string.Join(' ', Enumerable.Range(1, 4).Select(tries => policy.DelayAfter(tries, 0.5).TotalMinutes)));
        Assert.Contains($"| `{growth}` | {minutes.Replace(" ", ", ", StringComparison.Ordinal)} |", GuidePage.Read(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edges_to_earlier_dates_and_croniters_seconds_pass_every_check()
    {
        await using var host = Pump.At(Morning, scheduler =>
        {
            RoutineSnippets.DefineTypes(scheduler);
            scheduler.AddRoutine("load-prices", routine => RoutineSnippets.SecondsLast(routine).Executes((_, _) => Task.CompletedTask))
                .AddRoutine("report", routine => RoutineSnippets.Edges(routine.At("0 21 * * *")).Executes((_, _) => Task.CompletedTask));
        });
        await host.RoundAsync(Cancel);

        Assert.Equal(At(Friday, 20, 30) + Duration.FromSeconds(15), Assert.Single(await RunsOfAsync(host, "load-prices")).DueAt);
        Assert.Single(await RunsOfAsync(host, "report"));
    }

    private static async Task<IReadOnlyList<RunView>> RunsOfAsync(Pump host, string routine) =>
        await host.Client.RunsAsync(new RunQuery { Routines = [routine] }, Cancel);

    private static Instant At(LocalDate date, int hour, int minute = 0) => (date + new LocalTime(hour, minute)).InZoneStrictly(SaoPaulo).ToInstant();

    private static string Next(CronSchedule cron, DateTimeZone zone, string after, int count)
    {
        var from = LocalDateTimePattern.GeneralIso.Parse(after).Value.InZoneStrictly(zone).ToInstant();
        return string.Join(
            ' ', cron.NextAfter(from, zone, count).Select(at => LocalDateTimePattern.GeneralIso.Format(at.InZone(zone).LocalDateTime)));
    }
}
