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
    /// After runs were ordered or rerun: their own edges, those that wait for the first run of a date, and those that they open again. A rerun of a
    /// planned run brings back as a member what catching up had given up.
    /// </summary>
    public void Join(IReadOnlyCollection<StoredRun> made, Instant now)
    {
        var own = AskEach(made.Select(run => run.Id), _ => true);
        var waiting = made.GroupBy(run => run.Of, IsOfPlanned).SelectMany(of => AskWaiting(of.Key, all: of.Contains(true)));
        Follow([.. own, .. waiting, .. SuccessorsOf(made)], now);
    }

    private bool IsOfPlanned(StoredRun run) => runs[run.Row.Root.Value].Row.Trigger == RunTrigger.Planned;

    /// <param name="all">Else only the edges that wait for the first one, whoever makes it.</param>
    private IEnumerable<long> AskWaiting(RoutineDate of, bool all) => AskEach(
        runs.WaitingFor(of),
        edge => edge.To == of && (all || (edge.Members.Count == 0 && edge.Planned.IfNotPlanned == IfNotPlanned.Wait)));

    /// <summary>After these runs changed: what waits for them is evaluated, and what that ends is followed.</summary>
    public void Meet(IEnumerable<StoredRun> changed, Instant now) => Follow([.. SuccessorsOf(changed)], now);

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

    private IEnumerable<long> SuccessorsOf(IEnumerable<StoredRun> changed) =>
        changed.GroupBy(run => run.Of, run => run.Row.Root).SelectMany(roots => SuccessorsOf(roots.Key, roots.ToHashSet())).Distinct().ToList();

    private IEnumerable<long> SuccessorsOf(RoutineDate of, HashSet<RunId> roots)
    {
        var known = new Dictionary<IReadOnlyList<RunId>, bool>(ReferenceEqualityComparer.Instance);
        return runs.WaitingFor(of).Where(id => runs[id].Edges.Any(edge => edge.To == of && AreMembersOf(edge.Members)));

        bool AreMembersOf(IReadOnlyList<RunId> members) =>
            known.TryGetValue(members, out var areMembers) ? areMembers : known[members] = members.Any(roots.Contains);
    }

    /// <summary>Where what is planned is other than it was.</summary>
    private List<long> AskWhereOthersAreMembers() => [.. changes.TakeOtherMembers().SelectMany(of => AskWaiting(of, all: true))];

    private void Follow(IReadOnlyList<long> first, Instant now)
    {
        var (next, states) = (new Queue<long>(AskWhereOthersAreMembers().Union(first)), new Standings());
        while (next.TryDequeue(out var id))
        {
            if (runs[id] is { } run && run.Facts.HasNotStarted() && Evaluate(run, states, now) is { } ended)
            {
                states.Clear();
                foreach (var successor in AskWhereOthersAreMembers().Union(SuccessorsOf([ended])))
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
