using System.ComponentModel.DataAnnotations;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Hosting;

/// <summary>On Thursday, 19 November 2026: what a run of another date may do does not stop the host on this one.</summary>
public class ParametersAtStartTests
{
    private static readonly ExecutorName<Dated> Typed = new("typed");

    [Theory]
    [InlineData("{orderDate+30bd(mine):yyyyMMdd}")]
    [InlineData("{orderDate-999bd(mine):yyyyMMdd}")]
    [InlineData("{orderDate+2bd(past):yyyyMMdd}")]
    public Task A_date_beyond_the_years_that_its_calendar_has_by_now_is_left_to_the_run(string day) => StartsAsync(new Dated { Day = day });

    [Theory]
    [InlineData("{orderDate-9000bd:yyyyMMdd}", "'{orderDate-9000bd:yyyyMMdd}': The calendar \"")]
    [InlineData("{orderDate+99999bd:yyyyMMdd}", "'{orderDate+99999bd:yyyyMMdd}': The calendar \"")]
    [InlineData("{orderDate-9000bd(mine):yyyy}{orderDate-9000bd(mine):yyyy}", "'{orderDate-9000bd(mine):yyyy}': The calendar \"mine\"")]
    public async Task A_date_that_no_run_could_ever_have_is_told_once(string day, string told)
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => StartsAsync(new Dated { Day = day }));

        Assert.StartsWith($"Routine 'it', parameters of 'typed': $.day: {told}", Assert.Single(wrong.Problems));
    }

    [Theory]
    [InlineData("{orderDate:yyyyMM}", "{orderDate-1bd:yyyyMM}")]
    [InlineData("{orderDate:yyyy}", "{orderDate-1d:yyyy}")]
    [InlineData("{orderDate:yyyy}", "{orderDate-1bd(b3):yyyy}")]
    [InlineData("{orderDate:yyyyMMdd}", "{baseDate:yyyyMMdd}")]
    public Task A_rule_over_two_properties_that_holds_on_some_dates_is_left_to_the_run(string to, string not) =>
        StartsAsync(new Dated { To = to, NotSameAs = not });

    [Fact]
    public Task What_holds_only_while_the_routine_is_valid_is_enough() =>
        StartsAsync(new Dated { Past = "{orderDate:yyyy}" }, routine => routine.Valid(new LocalDate(2020, 3, 1), new LocalDate(2020, 6, 30)));

    [Theory]
    [MemberData(nameof(AtTheEndsOfTime))]
    public async Task A_routine_valid_at_an_end_of_time_hides_no_problem(LocalDate? from, LocalDate? to)
    {
        await StartsAsync(new Dated { To = "{baseDate:yyyyMMdd}" }, routine => routine.Valid(from, to));

        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() =>
            StartsAsync(new Dated { Number = "{orderDate:'x'}" }, routine => routine.Valid(from, to)));

        Assert.StartsWith("Routine 'it', parameters of 'typed': $.number: ", Assert.Single(wrong.Problems));
    }

    public static TheoryData<LocalDate?, LocalDate?> AtTheEndsOfTime => new()
    {
        { new LocalDate(9999, 6, 1), null },
        { LocalDate.MaxIsoValue, null },
        { null, LocalDate.MaxIsoValue },
        { null, LocalDate.MinIsoValue },
        { LocalDate.MinIsoValue, LocalDate.MinIsoValue.PlusDays(1) },
    };

    [Theory]
    [InlineData("{run}", null)]
    [InlineData("1", "{run}")]
    public Task An_id_that_a_run_can_have_is_no_mistake(string number, string? six) => StartsAsync(new Dated { Number = number, SixDigits = six });

    [Fact]
    public async Task What_is_wrong_on_every_date_is_told_once_whatever_date_it_quotes()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() =>
            StartsAsync(new Dated { To = "{orderDate:yyyyMMdd}", NotSameAs = "{orderDate:yyyyMMdd}", SixDigits = "{orderDate:yyyyMMdd}" }));

        Assert.Equal(
            [
                "Routine 'it', parameters of 'typed': $.sixDigits: The field SixDigits must match the regular expression '[0-9]{6}'.",
                "Routine 'it', parameters of 'typed': $: 20261119 is 20261119",
            ],
            wrong.Problems);
    }

    private static async Task StartsAsync(Dated parameters, Func<RoutineBuilder, RoutineBuilder>? also = null)
    {
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddCalendar(Calendar("mine", 2020, 2026))
            .AddCalendar(Calendar("past", 2020, 2021))
            .AddExecutor(Typed, (Dated _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("it", routine => (also?.Invoke(routine) ?? routine).Executes(Typed, parameters)));

        Assert.Single(await node.Client.RoutinesAsync(TestContext.Current.CancellationToken));
    }

    private static BusinessCalendar Calendar(string name, int from, int through) =>
        BusinessCalendar.FromJson($$"""{"name":"{{name}}","fromYear":{{from}},"confirmedThrough":{{through}},"holidays":[]}""");

    internal sealed record Dated : IValidatableObject
    {
        [RegularExpression("20[0-9]{6}"), Required]
        public string Day { get; init; } = "20261119";

        [RegularExpression("2020")]
        public string? Past { get; init; }

        [RegularExpression("[1-9][0-9]*")]
        public string Number { get; init; } = "1";

        [RegularExpression("[0-9]{6}")]
        public string? SixDigits { get; init; }

        public string? To { get; init; }

        public string? NotSameAs { get; init; }

        public IEnumerable<ValidationResult> Validate(ValidationContext context) =>
            To is not null && To == NotSameAs ? [new ValidationResult($"{To} is {NotSameAs}")] : [];
    }
}
