using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>Who lives, and what was missed while nobody did.</summary>
internal interface INodeRegistry
{
    /// <summary>
    /// A node's heartbeat, and its entry where it is new. The first one after a stretch without a heartbeat of any node, longer than the last
    /// one before it allowed, records the absence, in the same transaction; not before the first node ever ran. While an absence is open,
    /// nothing is claimed, expired or rescued; nor between the end of such a stretch and the heartbeat that records it.
    /// </summary>
    /// <param name="lateAfter">How long may pass after this heartbeat; stored beside it.</param>
    Task<BeatAnswer> BeatAsync(NodeBeat beat, Duration lateAfter, CancellationToken cancel);

    /// <summary>
    /// The node is going; it holds no leases any more, was there until now, and is forgotten: each 'run' of a cron job is a node that leaves,
    /// and every question about a run reads them all. Nothing where it is not listed.
    /// </summary>
    Task LeaveAsync(NodeId node, CancellationToken cancel);

    /// <summary>By id: those that live, and those that fell silent.</summary>
    Task<IReadOnlyList<NodeRow>> ListAsync(CancellationToken cancel);

    /// <summary>Null where none is open.</summary>
    Task<Absence?> FindOpenAbsenceAsync(CancellationToken cancel);

    /// <summary>
    /// The last step of catching up, in one transaction: each routine's CatchUp policy is applied to its late runs (not started, not held,
    /// due during the absence): kept ones are late (<see cref="Planning.RunBounds"/> moved), the others become Missed.
    /// The bounds of Recovering and Running runs move by the length of the absence. Then it is closed. Null where another node closed it first.
    /// </summary>
    Task<CatchUpOutcome?> CloseAbsenceAsync(Absence absence, Actor actor, CancellationToken cancel);
}

/// <param name="Version">Of the library.</param>
internal sealed record NodeBeat(NodeId Node, string Host, int ProcessId, string Version, int Places, IReadOnlyList<string> Executors);

/// <param name="LastBeatAt">Of any node, before this beat; null where there never was one.</param>
internal sealed record BeatAnswer(Instant Now, Instant? LastBeatAt, Absence? OpenAbsence)
{
    /// <summary>Another living process beats under this name. False also where the store cannot tell.</summary>
    public bool NameIsTaken { get; init; }
}

/// <param name="From">The last heartbeat before it.</param>
/// <param name="Until">The first heartbeat after it.</param>
internal sealed record Absence(long Id, Instant From, Instant Until);

internal sealed record NodeRow(
    NodeId Node, string Host, int ProcessId, string Version, int Places, IReadOnlyList<string> Executors, Instant StartedAt, Instant LastBeatAt);

internal sealed record CatchUpOutcome(IReadOnlyList<RunId> Kept, IReadOnlyList<RunId> Missed, int MovedBounds);
