using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>The last heartbeat of any node, a leaving one's farewell included.</summary>
/// <param name="LateAfter">What that node calls an absence: everybody asks by it until the next heartbeat.</param>
internal sealed record LastBeat(Instant At, Duration LateAfter);

/// <summary>When nobody was there, and which runs that made late.</summary>
internal static class AbsenceAfter
{
    /// <summary>
    /// The stretch that this heartbeat ends; null where there was none. Where an absence is open already, it lasts until this one's end.
    /// </summary>
    /// <param name="last">Null before the first node ever ran.</param>
    public static (Instant From, Instant Until)? Decide(LastBeat? last, Instant now, Absence? open) =>
        HasBegun(last, now) ? (open?.From ?? last!.At, now) : null;

    /// <summary>Also before a heartbeat has recorded it: who was asleep, or had no database, may come back to a claim first.</summary>
    public static bool HasBegun(LastBeat? last, Instant now) => last is not null && now - last.At > last.LateAfter;

    /// <summary>Due while nobody was there, and neither started nor held.</summary>
    public static bool IsLate(RunFacts run, Absence absence) =>
        run.State == RunState.Pending && run.DueAt >= absence.From && run.DueAt <= absence.Until;
}
