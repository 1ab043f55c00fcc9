using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>What people do with runs.</summary>
internal sealed class InMemoryRunActions(MemorySteps steps, MemoryTables tables) : IRunActions
{
    public Task<ActionOutcome> ActAsync(RunSelection selection, RunChange change, Actor actor, string? reason, CancellationToken cancel)
    {
        ActionRules.Check(change);
        return steps.ChangeAsync(now => Act(selection, change, actor, reason, now), cancel);
    }

    public Task<OrderedRun> OrderAsync(RunToOrder order, Actor actor, string? reason, CancellationToken cancel) =>
        steps.ChangeAsync(
            now => order.Key is { } key && tables.Runs.FindOrder(key) is { } first
                ? new OrderedRun(first, IsNew: false)
                : new OrderedRun(Order(order, actor, reason, now), IsNew: true),
            cancel);

    public Task<RerunOutcome> RerunAsync(
        RunSelection selection, RerunTemplate template, Actor actor, string? reason, CancellationToken cancel) =>
        steps.ChangeAsync(now => Rerun(selection, template, actor, reason, now), cancel);

    private ActionOutcome Act(RunSelection selection, RunChange change, Actor actor, string? reason, Instant now)
    {
        var (found, missing) = Find(selection);
        if (selection.ExpectedCount is { } expected && expected != found.Count)
        {
            return new ActionOutcome(found.Count, CountDiffers: true, [], []);
        }

        var (touched, refused) = Change(found, change, actor, reason, now);
        return new ActionOutcome(found.Count, CountDiffers: false, touched, [.. missing, .. refused]);
    }

    private (List<TouchedRun> Touched, List<RefusedRun> Refused) Change(
        List<StoredRun> found, RunChange change, Actor actor, string? reason, Instant now)
    {
        var (touched, refused, changed) = (new List<TouchedRun>(), new List<RefusedRun>(), new List<StoredRun>());
        foreach (var run in found)
        {
            switch (RunTransition.Decide(run.Facts, change, now))
            {
                case RunTransition.Changed to:
                    var before = run with { Bypass = run.Bypass | ActionRules.BypassOf(change) };
                    changed.Add(tables.Changes.Write(before, change, to.Run, now, actor, reason));
                    touched.Add(Touched(run, to.Run.State, changed: true));
                    break;
                case RunTransition.Refused no:
                    refused.Add(new RefusedRun(run.Row.Id, no.Code, no.Reason));
                    break;
                default:
                    touched.Add(Touched(run, run.Facts.State, changed: false));
                    break;
            }
        }

        tables.Edges.Meet(changed, now);
        return (touched, refused);
    }

    /// <summary>The runs of the selection, by id, and of those that it names what there is not.</summary>
    private (List<StoredRun> Found, IEnumerable<RefusedRun> Missing) Find(RunSelection selection)
    {
        if (selection.Filter is { } filter)
        {
            return ([.. tables.Runs.All.Where(run => filter.Matches(run.Row))], []);
        }

        var named = selection.Ids.Distinct().OrderBy(id => id.Value).ToLookup(id => tables.Runs.Find(id) is not null);
        return ([.. named[true].Select(id => tables.Runs[id.Value])], [.. named[false].Select(ActionRules.NotFound)]);
    }

    private static TouchedRun Touched(StoredRun run, RunState to, bool changed) =>
        new(run.Row.Id, run.Row.Routine, run.Row.OrderDate, run.Facts.State, to, changed);

    private RunId Order(RunToOrder order, Actor actor, string? reason, Instant now)
    {
        var made = Make(order, RunTrigger.Order, null, actor, now);
        tables.Records.Add(HistoryOf.Order(made.Row.Id, made.Facts, now, reason, actor));
        tables.Edges.Join([made], now);
        return made.Row.Id;
    }

    private RerunOutcome Rerun(RunSelection selection, RerunTemplate template, Actor actor, string? reason, Instant now)
    {
        var (found, missing) = Find(selection);
        if (selection.ExpectedCount is { } expected && expected != found.Count)
        {
            return new RerunOutcome(found.Count, CountDiffers: true, [], []);
        }

        var refused = found.Select(run => RerunRefusal.Decide(run.Row, FamilyOf(run), selection.Filter is null, now)).ToList();
        var toMake = found.Where((_, at) => refused[at] is null)
            .Select(run => (Of: run, As: template(run.Row, tables.Runs[run.Row.Root.Value].Row, now))).ToList();
        var made = toMake.Select(rerun => (rerun.Of, Run: Rerun(rerun.Of, rerun.As, actor, reason, now))).ToList();
        tables.Edges.Join(made.ConvertAll(rerun => rerun.Run), now);
        return new RerunOutcome(
            found.Count, CountDiffers: false,
            [.. made.Select(it => new MadeRerun(it.Of.Row.Id, it.Run.Row.Id, it.Run.Row.Routine, it.Run.Row.OrderDate, it.Run.Facts.DueAt))],
            [.. missing, .. refused.OfType<RefusedRun>()]);
    }

    private List<RunRow> FamilyOf(StoredRun run) => [.. tables.Runs.FamilyOf(run.Row.Root).Select(kin => kin.Row)];

    private StoredRun Rerun(StoredRun run, RunToOrder order, Actor actor, string? reason, Instant now)
    {
        var made = Make(order, RunTrigger.Rerun, run, actor, now);
        tables.Records.Add(HistoryOf.Rerun(run.Row.Id, run.Facts, made.Row.Id, now, reason, actor));
        return made;
    }

    private StoredRun Make(RunToOrder order, RunTrigger trigger, StoredRun? of, Actor actor, Instant now)
    {
        var id = tables.Runs.NextId;
        var row = OrderedRows.Of(order, id, trigger, of?.Row, NextNumber(order, of, trigger), actor, now);
        var edges = order.Edges.Select(edge => new StoredEdge(edge, [])).ToList();
        tables.Runs.Add(new StoredRun(row, order.Bounds, null, order.Terms.CatchUp, order.Bypass, edges) { CalendarsAsOf = order.CalendarsAsOf });
        return tables.Runs[id.Value];
    }

    private int NextNumber(RunToOrder order, StoredRun? of, RunTrigger trigger) =>
        1 + tables.Runs.IdsOf(of?.Of ?? new RoutineDate(order.Terms.Routine, order.OrderDate)).Count(id => tables.Runs[id].Row.Trigger == trigger);
}
