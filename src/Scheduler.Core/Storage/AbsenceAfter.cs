using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>When a heartbeat finds that nobody was there, and which runs that made late.</summary>
internal static class AbsenceAfter
{
    /// <summary>The stretch that this heartbeat ends; null where there was none. Where an absence is open already, it lasts until this one's end.</summary>
    /// <param name="lastBeatAt">Of any node, a leaving one's farewell included; null before the first node ever ran.</param>
    public static (Instant From, Instant Until)? Decide(Instant? lastBeatAt, Instant now, Duration lateAfter, Absence? open) =>
        lastBeatAt is { } last && now - last > lateAfter ? (open?.From ?? last, now) : null;

    /// <summary>Due while nobody was there, and neither started nor held.</summary>
    public static bool IsLate(RunFacts run, Absence absence) =>
        run.State == RunState.Pending && run.DueAt >= absence.From && run.DueAt <= absence.Until;
}
