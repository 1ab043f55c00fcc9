using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

public sealed class PlanHashTests
{
    private static readonly LocalDate Date = APlan.Date("2026-11-19");
    private static readonly Planner Planner = APlan.Planner(APlan.Routine(), APlan.Daily("0 9 * * *"));

    public static TheoryData<string> Changes => [.. Changed().Keys];

    [Fact]
    public void The_same_input_gives_the_same_hash_and_each_date_its_own()
    {
        Assert.Equal(Planner.HashOf(Date), APlan.Planner(APlan.Daily("0 9 * * *"), APlan.Routine()).HashOf(Date));
        Assert.Equal(Planner.HashOf(Date), Planner.Plan(Date).Hash);
        Assert.NotEqual(Planner.HashOf(Date), Planner.HashOf(Date.PlusDays(1)));
        Assert.NotEqual(Planner.HashOf(Date), Planner.HashOf(Date, includeEarlier: true));
        Assert.Matches("^[0-9a-f]{64}$", Planner.HashOf(Date));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_matters_changes_the_hash(string change) => Assert.NotEqual(Planner.HashOf(Date), Changed()[change].HashOf(Date));

    [Fact]
    public void A_calendar_that_nobody_names_does_not_matter()
    {
        var other = BusinessCalendar.Create(new CalendarDates { Name = "nyse", FromYear = 2020, ConfirmedThrough = 2027, ProjectedThrough = 2030 });
        var planner = Planner.Create(
            [RoutineToPlan.Unstored(APlan.Routine()), RoutineToPlan.Unstored(APlan.Daily("0 9 * * *"))], APlan.Calendars.With(other),
            PlannerSettings.Default);

        Assert.Equal(Planner.HashOf(Date), planner.HashOf(Date));
    }

    [Fact]
    public void The_number_of_a_version_does_not_matter_its_content_does()
    {
        var planner = Planner.Create(
            [RoutineToPlan.Unstored(APlan.Routine()) with { Version = 7 }, RoutineToPlan.Unstored(APlan.Daily("0 9 * * *")) with { Version = 8 }],
            APlan.Calendars, PlannerSettings.Default);

        Assert.Equal(Planner.HashOf(Date), planner.HashOf(Date));
    }

    /// <summary>Fridays to Sundays at 23:30 and 01:30, so that Thursday has none: 2026-11-19 is one.</summary>
    public static TheoryData<string, string, bool> Moments => new()
    {
        { "2026-11-20T10:00:00-03:00", "2026-11-20T10:07:00-03:00", true },
        { "2026-11-20T10:00:00-03:00", "2026-11-20T23:30:00-03:00", true },
        { "2026-11-20T10:00:00-03:00", "2026-11-20T23:30:01-03:00", false },
        { "2026-11-20T23:59:00-03:00", "2026-11-21T00:01:00-03:00", true },
        { "2026-11-21T01:30:00-03:00", "2026-11-21T01:30:00.001-03:00", false },
        { "2026-11-17T08:00:00-03:00", "2026-11-17T18:00:00-03:00", true },
        { "2026-11-17T08:00:00-03:00", "2026-11-18T08:00:00-03:00", false },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void Since_when_a_routine_is_active_matters_only_where_a_slot_lies_in_between(string one, string other, bool isSame)
    {
        string HashFrom(string activeFrom) => Planner.Create(
            [RoutineToPlan.Unstored(APlan.Daily("30 23,1 * * 5-7")) with { ActiveFrom = APlan.At(activeFrom) }], APlan.Calendars,
            PlannerSettings.Default).HashOf(Date);

        Assert.Equal(isSame, HashFrom(one) == HashFrom(other));
    }

    [Fact]
    public void A_slot_of_a_window_beyond_midnight_is_seen_too()
    {
        var fridays = APlan.Routine() with
        {
            Type = RoutineType.Cyclic, Cron = null, Every = Duration.FromHours(1), DayGroup = DayRule.Parse("weekdays(fri)"),
        };
        string HashFrom(string activeFrom) => Planner.Create(
            [RoutineToPlan.Unstored(fridays) with { ActiveFrom = APlan.At(activeFrom) }], APlan.Calendars, PlannerSettings.Default).HashOf(Date);

        Assert.Equal(HashFrom("2026-11-21T00:10:00-03:00"), HashFrom("2026-11-21T01:00:00-03:00"));
        Assert.NotEqual(HashFrom("2026-11-21T00:10:00-03:00"), HashFrom("2026-11-21T01:10:00-03:00"));
    }

    public static TheoryData<string, bool> Parameters => new()
    {
        { """{"url":"https://x.test/{orderDate-1bd(sao-paulo):yyyyMMdd}"}""", true },
        { """{"files":[{"name":"{baseDate+2bd(sao-paulo)}"}]}""", true },
        { """{"calendar":"sao-paulo"}""", true },
        { """{"city":"in sao-paulo"}""", false },
        { "{}", false },
    };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void A_calendar_that_only_parameters_name_matters_also_where_just_the_executor_knows_that_it_is_one(string parameters, bool matters)
    {
        var routine = RoutineToPlan.Unstored(APlan.Daily("0 9 * * *") with { Parameters = parameters });
        var (before, after) = (
            Planner.Create([routine], APlan.Calendars, PlannerSettings.Default),
            Planner.Create([routine], APlan.Calendars.With(CalendarWithout("sao-paulo")), PlannerSettings.Default));

        Assert.Equal(matters, before.HashOf(Date) != after.HashOf(Date));
    }

    private static Dictionary<string, Planner> Changed()
    {
        var (download, daily) = (APlan.Routine(), APlan.Daily("0 9 * * *"));
        var closed = APlan.Calendars.With(CalendarWithout("b3"));
        return new()
        {
            ["a routine more"] = APlan.Planner(download, daily, APlan.Routine("third")),
            ["a routine less"] = APlan.Planner(download),
            ["another cron"] = APlan.Planner(download, daily with { Cron = "1 9 * * *" }),
            ["another parameter"] = APlan.Planner(download, daily with { Parameters = """{"a":1}""" }),
            ["another StartOfDay"] = APlan.Planner(PlannerSettings.Default with { StartOfDay = new LocalTime(6, 0) }, download, daily),
            ["another zone"] = APlan.Planner(PlannerSettings.Default with { Zone = "UTC" }, download, daily),
            ["other day fields"] = APlan.Planner(PlannerSettings.Default with { DayFields = DayFields.Both }, download, daily),
            ["a named calendar's dates"] = Planner.Create(
                [RoutineToPlan.Unstored(download), RoutineToPlan.Unstored(daily)], closed, PlannerSettings.Default),
            ["the default calendar's dates"] = Planner.Create(
                [RoutineToPlan.Unstored(download), RoutineToPlan.Unstored(daily)], APlan.Calendars.With(CalendarWithout("anbima")),
                PlannerSettings.Default),
            ["ActiveFrom"] = Planner.Create(
                [RoutineToPlan.Unstored(download) with { ActiveFrom = APlan.At("2026-11-19T09:00:00-03:00") }, RoutineToPlan.Unstored(daily)],
                APlan.Calendars, PlannerSettings.Default),
            ["a pause"] = Planner.Create(
                [
                    RoutineToPlan.Unstored(download) with { Inactive = new Inactivity("ana", APlan.At("2026-11-19T09:00:00-03:00")) },
                    RoutineToPlan.Unstored(daily),
                ],
                APlan.Calendars, PlannerSettings.Default),
        };
    }

    private static BusinessCalendar CalendarWithout(string name)
    {
        var dates = APlan.Calendars.Get(name).Dates;
        return BusinessCalendar.Create(dates with { Holidays = [.. dates.Holidays.Skip(1)] });
    }
}
