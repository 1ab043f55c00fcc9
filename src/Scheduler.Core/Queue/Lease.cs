using NodaTime;

namespace RoutineScheduler.Queue;

/// <summary>
/// The next value of one sequence per database, drawn at every claim. It grows over runs, reruns and attempts, so that a user's own table
/// can refuse a late writer by order; the stores compare it for equality.
/// </summary>
public readonly record struct FencingToken(long Value);

/// <summary>A node's time-limited right to execute a run. Every write of a worker carries it.</summary>
/// <param name="GrantedAt">The store's instant, of the claim or of the last renewal.</param>
/// <param name="LapsesAt">From here on any node may rescue the run. Until one does, the lease can still be renewed, used or handed back.</param>
internal sealed record Lease(RunId Run, NodeId Node, FencingToken Token, Instant GrantedAt, Instant LapsesAt);

/// <summary>A renewed lease, and what people have asked of its run since the claim.</summary>
internal sealed record RenewedLease(Lease Lease, bool HoldRequested, bool CancelRequested);
