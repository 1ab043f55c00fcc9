using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Hosting;
using RoutineScheduler.Scenarios.Driving;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>Each rule of docs/guides/day-groups.md gives the dates that stand beside it, and each mistake the sentence.</summary>
public sealed class DayGroupsGuideTests
{
    private const string Page = "day-groups.md";

    private static readonly LocalDatePattern DayAndMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The rule, and its dates as the page lists them: days alone are those of 16 to 24 November 2026.</summary>
    public static TheoryData<string, string> Examples => new(
        Regex.Matches(GuidePage.Read(Page), @"^\| `([^`]+)` \| .* \| ([^|]+) \|$", RegexOptions.Multiline)
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value.Trim())).Where(row => row.Item2 == "none" || char.IsAsciiDigit(row.Item2[0])));

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_rule_gives_the_dates_beside_it(string rule, string dates)
    {
        var isOfOneWeek = !dates.Any(char.IsAsciiLetter);
        var (from, through) = isOfOneWeek
            ? (new LocalDate(2026, 11, 16), new LocalDate(2026, 11, 24))
            : (new LocalDate(2026, 11, 1), new LocalDate(2026, 12, 31));

        var found = DayRule.Parse(rule).Dates(from, through, CalendarSet.Brazilian)
            .Select(date => isOfOneWeek ? $"{date.Day}" : DayAndMonth.Format(date)).ToList();

        Assert.Equal(dates, found.Count == 0 ? "none" : string.Join(", ", found));
    }

    [Fact]
    public void What_is_written_in_code_is_what_stands_behind_it()
    {
        var code = GuidePage.Blocks(Page, "csharp").Single(block => block.Contains("DayRule[]", StringComparison.Ordinal));
        var texts = Regex.Matches(code, "// (.+)$", RegexOptions.Multiline)
            .Select(comment => comment.Groups[1].Value).ToList();

        Assert.Equal(texts, DayGroupSnippets.Rules().Select(rule => rule.ToString()));
        Assert.Equal(texts.Select(DayRule.Parse), DayGroupSnippets.Rules());
    }

    [Fact]
    public async Task Mistakes_are_told_in_these_words()
    {
        await using var host = Pump.At(Instant.FromUtc(2026, 11, 19, 12, 0), scheduler => scheduler
            .AddRoutine("a", routine => routine.On("business-day(b3)").At("0 9 * * *").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("b", routine => routine.On("business-days(b3), months(jan)").At("0 9 * * *").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("c", routine => routine.On("shift(day-of-month(20), b3, next)").At("0 9 * * *").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("d", routine => routine.On("business-days(b4)").At("0 9 * * *").Executes((_, _) => Task.CompletedTask)));

        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => host.OpenAsync(Cancel));

        Assert.Equal(GuidePage.Blocks(Page, "text")[0], string.Concat(wrong.Problems.Select(problem => $"{problem}\n")));
    }

    [Fact]
    public async Task The_example_runs_before_the_holiday_for_the_20th()
    {
        await using var host = Pump.At(Instant.FromUtc(2026, 11, 18, 12, 0), DayGroupSnippets.Define);
        await host.OpenAsync(Cancel);

        var why = await host.Client.ExplainAsync("pay-tax", new LocalDate(2026, 11, 19), Cancel);

        Assert.Equal(new LocalDate(2026, 11, 20), why.Decision.BaseDate);
        Assert.Equal(["ShiftedFrom(2026-11-20)"], why.Decision.Reasons);
    }
}
