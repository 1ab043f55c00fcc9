using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>Keeps what waiting runs know of their predecessors. Always counted anew from the members, never up or down.</summary>
internal sealed class EdgeBook(RunTable runs, RunChanges changes)
{
    /// <summary>Asks again for the members of these runs' edges, as far as they have not started.</summary>
    public void Ask(IEnumerable<long> waiting, Instant now) => Follow(AskEach(waiting, _ => true).ToList(), now);

    /// <summary>
    /// After a run was ordered or rerun: its own edges, those that wait for the first run of its date, and those that it opens again.
    /// </summary>
    public void Join(StoredRun made, Instant now)
    {
        var own = AskEach([made.Id], _ => true);
        var waiting = AskEach(runs.WaitingFor(made.Of), edge =>
            edge.To == made.Of && edge.Members.Count == 0 && edge.Planned.IfNotPlanned == IfNotPlanned.Wait);
        Follow([.. own, .. waiting, .. SuccessorsOf(made)], now);
    }

    /// <summary>After these runs changed: what waits for them is evaluated, and what that ends is followed.</summary>
    public void Meet(IEnumerable<StoredRun> changed, Instant now) => Follow([.. changed.SelectMany(SuccessorsOf).Distinct()], now);

    /// <summary>The edges as they stand; none of a run that has started.</summary>
    public IReadOnlyList<Edge> EdgesOf(StoredRun run) => run.Facts.HasNotStarted() ? [.. run.Edges.Select(Resolved)] : [];

    /// <summary>How many of the runs that wait say something else than their members do; they are put right.</summary>
    public int Reconcile(int atMost, Instant now)
    {
        var waiting = runs.Waiting.Select(id => runs[id]);
        var wrong = waiting.Where(IsWrong).OrderBy(run => run.Id).Take(atMost).ToList();
        Follow([.. wrong.Select(run => run.Id)], now);
        return wrong.Count;
    }

    private bool IsWrong(StoredRun run)
    {
        var edges = EdgesOf(run);
        return IsNotNeeded(run, edges) || CountUnmet(edges) != run.Row.UnmetEdges;
    }

    /// <summary>Whom a person told not to wait for its edges is not ended by them either.</summary>
    private static bool IsNotNeeded(StoredRun run, IReadOnlyList<Edge> edges) =>
        !run.Bypass.HasFlag(Bypass.Edges) && EdgeState.DecideAll(edges) is EdgeState.NotNeeded;

    private IEnumerable<long> AskEach(IEnumerable<long> waiting, Func<StoredEdge, bool> isAsked)
    {
        foreach (var run in waiting.Select(id => runs[id]).Where(run => run.Edges.Any(isAsked) && run.Facts.HasNotStarted()).ToList())
        {
            runs.Put(run with { Edges = [.. run.Edges.Select(edge => isAsked(edge) ? edge with { Members = MembersOf(edge.To) } : edge)] });
            yield return run.Id;
        }
    }

    private IReadOnlyList<RunId> MembersOf(RoutineDate of) => EdgeMembers.Resolve(runs.IdsOf(of).Select(id => AsMember(runs[id].Row)));

    private MemberRun AsMember(RunRow row) =>
        new(row.Id, row.Root, runs[row.Root.Value].Row.Trigger == RunTrigger.Order, row.Facts.State, row.Facts.Cause);

    private IEnumerable<long> SuccessorsOf(StoredRun run) =>
        runs.WaitingFor(run.Of).Where(id => runs[id].Edges.Any(edge => edge.To == run.Of && edge.Members.Contains(run.Row.Root)));

    private void Follow(IReadOnlyList<long> first, Instant now)
    {
        var next = new Queue<long>(first);
        while (next.TryDequeue(out var id))
        {
            if (runs[id] is { } run && run.Facts.HasNotStarted() && Evaluate(run, now) is { } ended)
            {
                foreach (var successor in SuccessorsOf(ended))
                {
                    next.Enqueue(successor);
                }
            }
        }
    }

    /// <returns>The run where it ended because it is not needed.</returns>
    private StoredRun? Evaluate(StoredRun run, Instant now)
    {
        var edges = EdgesOf(run);
        var counted = run with { Row = run.Row with { UnmetEdges = CountUnmet(edges) } };
        if (counted.Row.UnmetEdges != run.Row.UnmetEdges)
        {
            runs.Put(counted);
        }

        return IsNotNeeded(run, edges) ? changes.Make(counted, new RunChange.NotNeeded(), now, Actor.Scheduler) : null;
    }

    private static int CountUnmet(IEnumerable<Edge> edges) => edges.Count(edge => EdgeState.Decide(edge) is EdgeState.Open);

    private Edge Resolved(StoredEdge edge) => new(
        edge.Planned.Predecessor, edge.Planned.Date, edge.Planned.Requires, edge.Planned.IfNotPlanned, [.. edge.Members.Select(Standing)]);

    private EdgeMember Standing(RunId root)
    {
        var newest = runs.NewestOf(root).Facts;
        return new EdgeMember(root, newest.State, newest.Cause);
    }
}
