using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>Looks names up, each distinct text once.</summary>
internal sealed class ScheduleReader(CalendarSet calendars, PlannerSettings settings)
{
    private readonly Dictionary<CronText, CronSchedule> crons = [];
    private readonly Dictionary<ScheduleText, Schedule> schedules = [];
    private readonly List<Schedule> all = [];

    public IReadOnlyList<Schedule> All => all;

    public Schedule Read(ScheduleText text)
    {
        if (!schedules.TryGetValue(text, out var known))
        {
            schedules[text] = known = LookUp(text);
            all.Add(known);
        }

        return known;
    }

    private Schedule LookUp(ScheduleText text)
    {
        DecisionReason.Undecided? broken = text.Unreadable is { } why ? new(UndecidedCause.Unreadable, why) : null;
        var zoneId = text.Zone ?? settings.Zone;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is not { } zone)
        {
            zone = DateTimeZone.Utc;
            broken ??= new(UndecidedCause.UnknownZone, DefinitionCache.UnknownZone(zoneId)!);
        }

        var calendarName = text.Calendar ?? settings.DefaultCalendar;
        var unknown = text.DayGroup?.Validate(calendars) ?? [];
        if (!calendars.TryGet(calendarName, out var calendar) || unknown.Count > 0)
        {
            calendar ??= Nowhere;
            broken ??= new(
                UndecidedCause.UnknownCalendar, unknown.Count > 0 ? unknown[0] : UnknownCalendarException.TextFor(calendarName, calendars.Names));
        }

        var cron = broken is null && text.Cron is { } expression ? Parse(expression, ref broken) : null;
        return new Schedule(all.Count, text, cron, zone, calendar, broken ?? Incomplete(text, cron));
    }

    /// <summary>Stands where no calendar was found; the schedule is broken, so nothing asks it.</summary>
    private static BusinessCalendar Nowhere =>
        BusinessCalendar.Create(new CalendarDates { Name = "unknown", FromYear = 2000, ConfirmedThrough = 2000, ProjectedThrough = 2000 });

    private CronSchedule? Parse(CronText text, ref DecisionReason.Undecided? broken)
    {
        if (crons.TryGetValue(text, out var known))
        {
            return known;
        }

        try
        {
            return crons[text] = text.Read(settings.DayFields);
        }
        catch (CronException refused)
        {
            broken = new(UndecidedCause.Unreadable, refused.Message);
            return null;
        }
    }

    /// <summary>What validation refuses may stand in a store all the same, by another hand or another release.</summary>
    private DecisionReason.Undecided? Incomplete(ScheduleText text, CronSchedule? cron) => text.Type switch
    {
        RoutineType.Daily or RoutineType.Monthly when cron is null => new(UndecidedCause.Unreadable, $"a {text.Type} routine has no cron"),
        RoutineType.Cyclic when text.Every is not { } every || !ScheduleProblems.IsInterval(every) =>
            new(UndecidedCause.Unreadable, "a Cyclic routine has no interval of PT1S–PT48H"),
        _ when text.KeepPending is < 0 or > PolicyProblems.LongestKeepPending =>
            new(UndecidedCause.Unreadable, $"keepPending {text.KeepPending} is out of range"),
        _ when text.StartWithin > PolicyProblems.LongestWait => new(UndecidedCause.Unreadable, "startWithin is longer than P366D"),
        _ when cron?.TimesPerDay > settings.MaxRunsPerDate => new(
            UndecidedCause.TooManyRuns,
            $"\"{cron}\" fires {cron.TimesPerDay} times a day; at most {settings.MaxRunsPerDate} runs per date are allowed"),
        _ => null,
    };
}
