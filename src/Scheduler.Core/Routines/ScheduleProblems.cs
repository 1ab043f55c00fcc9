using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Routines;

/// <summary>What is wrong with a routine's dates and times: its type's rules, cron, day group, window, zone, calendar.</summary>
internal static class ScheduleProblems
{
    public static IEnumerable<RoutineProblem> Of(Routine routine, DefinitionCache cache)
    {
        var problems = new List<RoutineProblem>();
        foreach (var (property, message) in Errors(routine, cache))
        {
            problems.Add(new RoutineProblem(ProblemSeverity.Error, routine.Key, property, message));
        }

        if (problems.Count == 0)
        {
            problems.AddRange(Warnings(routine, cache));
        }

        return problems;
    }

    private static IEnumerable<(string Property, string Message)> Errors(Routine routine, DefinitionCache cache) =>
    [
        .. OfType(routine), .. OfCron(routine, cache), .. OfDates(routine, cache), .. OfTimes(routine), .. OfCount(routine, cache),
    ];

    private static IEnumerable<(string, string)> OfType(Routine routine)
    {
        var needsCron = routine.Type is RoutineType.Daily or RoutineType.Monthly;
        if (needsCron && routine.Cron is null)
        {
            yield return ("cron", $"a {routine.Type} routine needs one, such as \"30 20 * * *\"");
        }

        if (!needsCron && routine.Cron is not null)
        {
            var instead = routine.Type == RoutineType.Cyclic ? "a Cyclic routine has \"every\" instead" : "an Eventual routine is only ordered";
            yield return ("cron", $"{routine.Cron} stands there, but {instead}");
        }

        if (routine.Type == RoutineType.Cyclic && routine.Every is null)
        {
            yield return ("every", "a Cyclic routine needs one, such as \"PT15M\"");
        }

        if (routine.Type != RoutineType.Cyclic && routine.Every is { } every)
        {
            yield return ("every", $"{RoutineJson.Text(every)} stands there, but only a Cyclic routine has an interval");
        }

        if (routine.Every is { } interval && !IsInterval(interval))
        {
            yield return ("every", $"{RoutineJson.Text(interval)} is not within PT1S–PT48H in whole seconds");
        }

        if (routine.Type == RoutineType.Monthly && routine.DayGroup is null)
        {
            yield return ("dayGroup", "a Monthly routine needs one that picks its date, such as \"business-day-of-month(anbima, 5)\"");
        }
    }

    private static IEnumerable<(string, string)> OfCron(Routine routine, DefinitionCache cache)
    {
        if (routine.Cron is null)
        {
            yield break;
        }

        var (schedule, problem) = cache.Cron(routine.Cron);
        if (problem is not null)
        {
            yield return ("cron", problem);
        }

        if (routine.Type == RoutineType.Monthly && schedule is { HasDateFields: true })
        {
            yield return ("cron", $"\"{routine.Cron}\" picks dates; of a Monthly routine the day group does, so its three date fields are *");
        }
    }

    private static IEnumerable<(string, string)> OfDates(Routine routine, DefinitionCache cache)
    {
        if (routine.Zone is { } zone && cache.ZoneProblem(zone) is { } unknown)
        {
            yield return ("zone", unknown);
        }

        if (routine.Calendar is { } calendar && !cache.Calendars.TryGet(calendar, out _))
        {
            yield return ("calendar", UnknownCalendarException.TextFor(calendar, cache.Calendars.Names));
        }

        var unknownCalendars = routine.DayGroup?.Validate(cache.Calendars) ?? [];
        foreach (var message in unknownCalendars)
        {
            yield return ("dayGroup", message);
        }

        if (routine is { Type: RoutineType.Monthly, DayGroup: { } rule } && unknownCalendars.Count == 0 && cache.MonthlyBreach(rule) is { } breach)
        {
            yield return (
                "dayGroup", $"{rule} has more than one base date in a month, but a Monthly routine has at most one: {breach}; choose Daily for it");
        }

        if (routine.ValidTo < routine.ValidFrom)
        {
            yield return ("validTo", $"{routine.ValidTo:uuuu-MM-dd} lies before validFrom, {routine.ValidFrom:uuuu-MM-dd}: there would be no date");
        }
    }

    private static IEnumerable<(string, string)> OfTimes(Routine routine)
    {
        if (routine.Window is { From: var from, Until: { } until } && until <= (from ?? WallTime.Midnight))
        {
            var start = from ?? WallTime.Midnight;
            yield return ("until", $"{until} is not later than from, {start}; past midnight hours count on (26:00 is 02:00 of the next date)");
        }
    }

    /// <summary>What a clock change makes of it on single dates is not asked.</summary>
    private static Duration FirstAfterMidnight(CronSchedule schedule, LocalTime startOfDay)
    {
        var midnight = new LocalDate(2000, 1, 1).AtMidnight();
        return Period.Between(midnight, schedule.FirstTimeFrom(midnight.Date.At(startOfDay)), PeriodUnits.Seconds).ToDuration();
    }

    private static string Shown(Duration time) => $"{(int)time.TotalHours:00}:{time.Minutes:00}";

    private static IEnumerable<(string, string)> OfCount(Routine routine, DefinitionCache cache)
    {
        var most = cache.Settings.MaxRunsPerDate;
        if (routine.Cron is { } cron && cache.Cron(cron).Schedule is { } schedule && schedule.TimesPerDay > most)
        {
            yield return ("cron", $"\"{cron}\" fires {schedule.TimesPerDay} times a day; at most {most} runs per date are allowed (MaxRunsPerDate)");
        }

        if (routine is { Type: RoutineType.Cyclic, Every: { } every } && IsInterval(every) && TimesOf(routine, every) is var times && times > most)
        {
            yield return ("every", $"{RoutineJson.Text(every)} makes {times} runs per date; at most {most} are allowed (MaxRunsPerDate)");
        }
    }

    /// <summary>How many runs the routine has on a date, at most; 0 where that cannot be said.</summary>
    public static long MostRunsOf(Routine routine, DefinitionCache cache) => routine switch
    {
        { Cron: { } cron } => cache.Cron(cron).Schedule?.TimesPerDay ?? 0,
        { Type: RoutineType.Cyclic, Every: { } every } when IsInterval(every) => TimesOf(routine, every),
        _ => 0,
    };

    /// <summary>Slots are counted in whole seconds, so that a shorter step would give two slots one number.</summary>
    public static bool IsInterval(Duration every) =>
        every >= Duration.FromSeconds(1) && every <= Duration.FromHours(48) && every.SubsecondNanoseconds == 0;

    private static long TimesOf(Routine routine, Duration every)
    {
        var from = (routine.Window?.From ?? WallTime.Midnight).SinceMidnight();
        var until = routine.Window?.Until?.SinceMidnight() ?? from + Duration.FromHours(24);
        return (long)Math.Ceiling((until - from) / every);
    }

    private static IEnumerable<RoutineProblem> Warnings(Routine routine, DefinitionCache cache)
    {
        if (routine.Cron is { } text && routine.DayGroup is { } rule && cache.Cron(text).Schedule is { PicksDaysByMonth: true } cron
            && cache.LostDates(cron, rule) is { Count: > 0 } lost)
        {
            yield return new RoutineProblem(
                ProblemSeverity.Warning, routine.Key, "dayGroup", LostDatesAdvice.For(routine, cron, rule, lost, cache.Settings));
        }

        if (routine is { Cron: { } expression, Window.Until: { } end } && cache.Cron(expression).Schedule is { } schedule
            && FirstAfterMidnight(schedule, cache.Settings.StartOfDay) is var first && first >= end.SinceMidnight())
        {
            yield return new RoutineProblem(
                ProblemSeverity.Warning, routine.Key, "until",
                $"\"{expression}\" fires at {Shown(first)} at the earliest, but {end} is the window's end: no date has a run");
        }

        if (routine is { Type: RoutineType.Eventual, Window: not null })
        {
            yield return new RoutineProblem(
                ProblemSeverity.Warning, routine.Key, "from", "an Eventual routine is only ordered, and an order has no window: it has no effect");
        }
    }
}
