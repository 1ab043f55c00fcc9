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
    /// After a run was ordered or rerun: its own edges, those that wait for the first run of its date, and those that it opens again. A rerun of a
    /// planned run brings back as a member what catching up had given up.
    /// </summary>
    public void Join(StoredRun made, Instant now)
    {
        var isOfPlanned = runs[made.Row.Root.Value].Row.Trigger == RunTrigger.Planned;
        var own = AskEach([made.Id], _ => true);
        var waiting = AskEach(
            runs.WaitingFor(made.Of),
            edge => edge.To == made.Of && (isOfPlanned || (edge.Members.Count == 0 && edge.Planned.IfNotPlanned == IfNotPlanned.Wait)));
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
        var states = EdgesOf(run).Select(EdgeState.Decide).ToList();
        return IsNotNeeded(run, states) || states.Count(state => state is EdgeState.Open) != run.Row.UnmetEdges;
    }

    /// <summary>Whom a person told not to wait for its edges is not ended by them either.</summary>
    private static bool IsNotNeeded(StoredRun run, IReadOnlyList<EdgeState> edges) =>
        !run.Bypass.HasFlag(Bypass.Edges) && edges.Any(edge => edge is EdgeState.NotNeeded);

    private IEnumerable<long> AskEach(IEnumerable<long> waiting, Func<StoredEdge, bool> isAsked)
    {
        var members = new Dictionary<RoutineDate, IReadOnlyList<RunId>>();
        foreach (var run in waiting.Select(id => runs[id]).Where(run => run.Edges.Any(isAsked) && run.Facts.HasNotStarted()).ToList())
        {
            runs.Put(run with { Edges = [.. run.Edges.Select(edge => isAsked(edge) ? edge with { Members = Of(edge.To) } : edge)] });
            yield return run.Id;
        }

        IReadOnlyList<RunId> Of(RoutineDate to) => members.TryGetValue(to, out var known) ? known : members[to] = MembersOf(to);
    }

    private IReadOnlyList<RunId> MembersOf(RoutineDate of) => EdgeMembers.Resolve(runs.IdsOf(of).Select(id => AsMember(runs[id].Row)));

    private MemberRun AsMember(RunRow row) =>
        new(row.Id, row.Root, runs[row.Root.Value].Row.Trigger == RunTrigger.Order, row.Facts.State, row.Facts.Cause);

    private IEnumerable<long> SuccessorsOf(StoredRun run)
    {
        var known = new Dictionary<IReadOnlyList<RunId>, bool>(ReferenceEqualityComparer.Instance);
        return runs.WaitingFor(run.Of).Where(id => runs[id].Edges.Any(edge => edge.To == run.Of && IsMemberOf(edge.Members))).ToList();

        bool IsMemberOf(IReadOnlyList<RunId> members) =>
            known.TryGetValue(members, out var isMember) ? isMember : known[members] = members.Contains(run.Row.Root);
    }

    private void Follow(IReadOnlyList<long> first, Instant now)
    {
        var (next, states) = (new Queue<long>(first), new Standings());
        while (next.TryDequeue(out var id))
        {
            if (runs[id] is { } run && run.Facts.HasNotStarted() && Evaluate(run, states, now) is { } ended)
            {
                states.Clear();
                foreach (var successor in SuccessorsOf(ended))
                {
                    next.Enqueue(successor);
                }
            }
        }
    }

    /// <returns>The run where it ended because it is not needed.</returns>
    private StoredRun? Evaluate(StoredRun run, Standings known, Instant now)
    {
        var states = run.Edges.Select(edge => StateOf(edge, known)).ToList();
        var counted = run with { Row = run.Row with { UnmetEdges = states.Count(state => state is EdgeState.Open) } };
        if (counted.Row.UnmetEdges != run.Row.UnmetEdges)
        {
            runs.Put(counted);
        }

        return IsNotNeeded(run, states) ? changes.Make(counted, new RunChange.NotNeeded(), now, Actor.Scheduler) : null;
    }

    /// <summary>Many runs may wait for the same members: they are asked once, until one of them changes.</summary>
    private EdgeState StateOf(StoredEdge edge, Standings known)
    {
        var of = (edge.Members, edge.To, edge.Planned.Requires, edge.Planned.IfNotPlanned);
        return known.TryGetValue(of, out var state) ? state : known[of] = EdgeState.Decide(Resolved(edge));
    }

    private Edge Resolved(StoredEdge edge) => new(
        edge.Planned.Predecessor, edge.Planned.Date, edge.Planned.Requires, edge.Planned.IfNotPlanned,
        [.. edge.Members.Select(root => EdgeMembers.StandingFor(runs.FamilyOf(root).Select(run => AsMember(run.Row))))]);

    /// <summary>By the list of members itself: runs that were asked together share it.</summary>
    private sealed class Standings : Dictionary<
        (IReadOnlyList<RunId> Members, RoutineDate To, EdgeRequirement Requires, IfNotPlanned IfNotPlanned), EdgeState>;
}
