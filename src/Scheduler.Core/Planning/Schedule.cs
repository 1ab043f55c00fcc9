using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Planning;

/// <summary>A <see cref="ScheduleText"/> with its names looked up.</summary>
/// <param name="Number">Its place in the planner: what a date has worked out is kept by it.</param>
/// <param name="Broken">Null where the names were found; else every date is undecided for it.</param>
internal sealed record Schedule(
    int Number, ScheduleText Text, CronSchedule? Cron, DateTimeZone Zone, BusinessCalendar Calendar, DecisionReason.Undecided? Broken);
