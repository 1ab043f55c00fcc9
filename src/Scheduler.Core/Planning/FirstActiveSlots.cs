using NodaTime;

namespace RoutineScheduler.Planning;

/// <summary>
/// All that ActiveFrom changes of a plan is which slot is the first. So the plan's hash covers that one: a routine that a preview takes as
/// registered now, and that is registered a moment later, has the same plan unless a slot lies in between. Not for several threads.
/// </summary>
internal sealed class FirstActiveSlots(PlanningDays days)
{
    /// <summary>A slot belongs to the date it lies on or to one before: an order day may begin late, and a window may end after midnight.</summary>
    private const int DaysBefore = 2;

    private readonly Dictionary<(int Schedule, Instant ActiveFrom), Instant> known = [];

    /// <returns>Where no slot is near, the midnight of that date: from any time of it the same is planned.</returns>
    public Instant Of(CompiledRoutine routine)
    {
        var (schedule, activeFrom) = (routine.Schedule, routine.ActiveFrom);
        if (activeFrom == Instant.MinValue)
        {
            return activeFrom;   // no limit
        }

        if (!known.TryGetValue((schedule.Number, activeFrom), out var first))
        {
            known[(schedule.Number, activeFrom)] = first = Find(schedule, activeFrom);
        }

        return first;
    }

    private Instant Find(Schedule schedule, Instant activeFrom)
    {
        var on = activeFrom.InZone(schedule.Zone).Date;
        if (on.Year is < 2 or > 9998)
        {
            return activeFrom;   // no date of a calendar is near
        }

        var slots = Enumerable.Range(-DaysBefore, DaysBefore + 2).SelectMany(day => days[on.PlusDays(day)].Of(schedule).Slots);
        return slots.Select(slot => slot.PlannedAt).Where(at => at >= activeFrom).DefaultIfEmpty(on.AtMidnight().InUtc().ToInstant()).Min();
    }
}
