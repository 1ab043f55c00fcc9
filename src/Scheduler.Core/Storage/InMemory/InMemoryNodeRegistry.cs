using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>Who lives, and the absences.</summary>
internal sealed class InMemoryNodeRegistry(MemorySteps steps, MemoryTables tables) : INodeRegistry
{
    private readonly Dictionary<NodeId, NodeRow> nodes = [];
    private long lastAbsence;

    public Task<BeatAnswer> BeatAsync(NodeBeat beat, Duration lateAfter, CancellationToken cancel) =>
        steps.QuietlyAsync(now => Beat(beat, lateAfter, now), cancel);

    public Task LeaveAsync(NodeId node, CancellationToken cancel) => steps.QuietlyAsync(now => Leave(node, now), cancel);

    public Task<IReadOnlyList<NodeRow>> ListAsync(CancellationToken cancel) =>
        steps.QuietlyAsync<IReadOnlyList<NodeRow>>(_ => [.. nodes.Values.OrderBy(node => node.Node.Value, StringComparer.Ordinal)], cancel);

    public Task<Absence?> FindOpenAbsenceAsync(CancellationToken cancel) => steps.QuietlyAsync(_ => tables.OpenAbsence, cancel);

    public Task<CatchUpOutcome?> CloseAbsenceAsync(Absence absence, Actor actor, CancellationToken cancel) =>
        steps.ChangeAsync(now => tables.OpenAbsence == absence ? Close(absence, actor, now) : null, cancel);

    private BeatAnswer Beat(NodeBeat beat, Duration lateAfter, Instant now)
    {
        var before = tables.LastBeat;
        if (AbsenceAfter.Decide(before, now, tables.OpenAbsence) is { } absence)
        {
            tables.OpenAbsence = tables.OpenAbsence is { } open
                ? open with { Until = absence.Until }
                : new Absence(++lastAbsence, absence.From, absence.Until);
        }

        var startedAt = nodes.GetValueOrDefault(beat.Node)?.StartedAt ?? now;
        nodes[beat.Node] = new NodeRow(beat.Node, beat.Host, beat.ProcessId, beat.Version, beat.Places, beat.Executors, startedAt, now);
        tables.LastBeat = new LastBeat(now, lateAfter);
        return new BeatAnswer(now, before?.At, tables.OpenAbsence);
    }

    private bool Leave(NodeId node, Instant now)
    {
        if (!nodes.Remove(node))
        {
            return false;
        }

        tables.LastBeat = tables.LastBeat! with { At = now };
        return true;
    }

    private CatchUpOutcome Close(Absence absence, Actor actor, Instant now)
    {
        var late = tables.Runs.Expiring.Select(entry => tables.Runs[entry.Id]).Where(run => AbsenceAfter.IsLate(run.Facts, absence)).ToList();
        var choices = CatchUpChoice.Decide(
            late.Select(run => new LateRun(run.Row.Id, run.Row.Routine, run.Row.PlannedAt, run.CatchUp) { Bypass = run.Bypass }));
        var kept = choices.Where(choice => choice.MissedBecause is null).Select(choice => Keep(tables.Runs[choice.Run.Value], now)).ToList();
        var missed = choices.Where(choice => choice.MissedBecause is not null)
            .Select(choice => tables.Changes.Make(tables.Runs[choice.Run.Value], new RunChange.CatchUp(choice.MissedBecause!), now, actor)!).ToList();
        var moved = MoveBounds(absence.Until - absence.From);
        tables.OpenAbsence = null;
        tables.Edges.Meet(missed, now);
        return new CatchUpOutcome(kept, [.. missed.Select(run => run.Row.Id)], moved);
    }

    private RunId Keep(StoredRun run, Instant now)
    {
        var late = LateBounds.By(run.Row.PlannedAt, now);
        tables.Runs.Put(run.With(FirstFacts.KeptLate(run.Facts, run.Bounds.LateBy(late))) with { LateBy = late });
        return run.Row.Id;
    }

    private int MoveBounds(Duration length)
    {
        var started = tables.Runs.Running.Concat(tables.Runs.Recovering).ToList();
        foreach (var run in started.Select(id => tables.Runs[id]))
        {
            tables.Runs.Put(run.With(run.Facts.BoundsMovedBy(length)));
        }

        return started.Count;
    }
}
