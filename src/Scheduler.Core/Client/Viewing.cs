using NodaTime;
using RoutineScheduler.Loading;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>From what the stores and the planner say to what a client is shown.</summary>
internal static class Viewing
{
    public static RunView ToView(this RunRow row, PlanningInputs inputs) => new(
        row.Id, row.Root, row.Routine, inputs.NameOf(row.Routine), row.OrderDate, row.BaseDate, row.Trigger.ToString(), row.Facts.State,
        row.Facts.Cause?.ToString(), row.Facts.Priority, row.PlannedAt, row.Facts.DueAt, row.Attempts, row.Facts.Tries, row.Facts.Lost,
        row.Facts.HoldRequested, row.Facts.CancelRequested, row.Facts.NotInPlan, row.Node, row.StartedAt, row.EndedAt, row.Progress, row.OrderKey,
        row.CreatedBy?.Name)
    {
        Executor = row.Executor,
    };

    public static DecisionView ToView(this Decision decision, PlanningInputs inputs) => new(
        decision.Routine, inputs.NameOf(decision.Routine), inputs.Routines[decision.Routine].Type, decision.OrderDate,
        decision.Runs.Count > 0 ? decision.Runs[0].BaseDate : null, [.. decision.Runs.Select(run => run.DueAt)],
        [.. decision.Reasons.Select(reason => reason.ToString())], decision.IsProjected);

    public static LoadTotals ToTotals(this LoadCounts counts) => new(
        counts.Processed, counts.Planned, counts.Ignored, counts.Undecided, counts.Added, counts.Revived, counts.Moved, counts.Repinned,
        counts.Superseded, counts.MarkedNotInPlan, counts.StandingFor);

    public static NodeView ToView(this NodeRow node, Instant now, Duration silentFor) => new(
        node.Node.Value, node.Host, node.ProcessId, node.Version, node.Places, node.Executors, node.StartedAt, node.LastBeatAt,
        node.IsAlive(now, silentFor));

    public static bool IsAlive(this NodeRow node, Instant now, Duration silentFor) => now - node.LastBeatAt <= silentFor;

    public static LoadView ToView(this LoadRow load) => new(
        load.Date, load.State.ToString(), load.StaleHash is not null, load.At, load.Trigger, load.Actor.Name, load.Counts.ToTotals());

    public static DefinitionChanges ToView(this RegistrationReport report) => new(
        report.New, report.Changed, report.Retired, report.Returned, report.ChangedCalendars, report.SettingsChanged);

    public static RefusedRunView ToView(this RefusedRun refused) => new(refused.Run, refused.Code, refused.Reason);

    public static RunFilter ToFilter(this RunQuery query)
    {
        if (query.Limit is < 1 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, "RunQuery.Limit is 1 to 10,000.");
        }

        return new RunFilter
        {
            States = query.States,
            Routines = query.Routines,
            From = query.From,
            To = query.To,
            EndedAfter = query.EndedAfter,
            Limit = query.Limit,
            After = query.After,
            Order = query.NewestFirst ? RunOrder.NewestFirst : RunOrder.ById,
        };
    }

    public static RunChange ToChange(this RunAction action) => action switch
    {
        RunAction.Hold => new RunChange.Hold(),
        RunAction.Release release => new RunChange.Release(release.BypassWindow),
        RunAction.Cancel => new RunChange.Cancel(),
        RunAction.Skip => new RunChange.Skip(),
        RunAction.Accept => new RunChange.Accept(),
        RunAction.StartNow start => new RunChange.StartNow(start.Bypass),
        RunAction.Reprioritise change => new RunChange.Reprioritise(change.Priority),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
