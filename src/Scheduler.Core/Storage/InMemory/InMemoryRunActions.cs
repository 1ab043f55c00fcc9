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

    public Task<RerunOutcome> RerunAsync(RunId run, RunToOrder template, Actor actor, string? reason, CancellationToken cancel) =>
        steps.ChangeAsync(now => Rerun(run, template, actor, reason, now), cancel);

    private ActionOutcome Act(RunSelection selection, RunChange change, Actor actor, string? reason, Instant now)
    {
        var asked = Selected(selection);
        var found = asked.Select(tables.Runs.Find).OfType<StoredRun>().ToList();
        if (selection.ExpectedCount is { } expected && expected != found.Count)
        {
            return new ActionOutcome(found.Count, CountDiffers: true, [], []);
        }

        var missing = asked.Where(id => tables.Runs.Find(id) is null).Select(ActionRules.NotFound);
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

    private List<RunId> Selected(RunSelection selection) => selection.Filter is { } filter
        ? [.. tables.Runs.All.Where(run => filter.Matches(run.Row)).Select(run => run.Row.Id)]
        : [.. selection.Ids.Distinct().OrderBy(id => id.Value)];

    private static TouchedRun Touched(StoredRun run, RunState to, bool changed) =>
        new(run.Row.Id, run.Row.Routine, run.Row.OrderDate, run.Facts.State, to, changed);

    private RunId Order(RunToOrder order, Actor actor, string? reason, Instant now)
    {
        var made = Make(order, RunTrigger.Order, null, actor, now);
        tables.Records.Add(HistoryOf.Order(made.Row.Id, made.Facts, now, reason, actor));
        tables.Edges.Join(made, now);
        return made.Row.Id;
    }

    private RerunOutcome Rerun(RunId id, RunToOrder template, Actor actor, string? reason, Instant now)
    {
        if (template.Key is { } key && tables.Runs.FindOrder(key) is { } first)
        {
            return new RerunOutcome(first, null);
        }

        if (tables.Runs.Find(id) is not { } run)
        {
            return new RerunOutcome(null, ActionRules.NotFound(id));
        }

        if (RunTransition.Decide(run.Facts, new RunChange.Rerun(), now) is RunTransition.Refused no)
        {
            return new RerunOutcome(null, new RefusedRun(id, no.Code, no.Reason));
        }

        var made = Make(template, RunTrigger.Rerun, run, actor, now);
        tables.Records.Add(HistoryOf.Rerun(id, run.Facts, made.Row.Id, now, reason, actor));
        tables.Edges.Join(made, now);
        return new RerunOutcome(made.Row.Id, null);
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
