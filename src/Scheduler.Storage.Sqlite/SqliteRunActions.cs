using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Steps;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>What people do with runs.</summary>
internal sealed class SqliteRunActions(SqliteDatabase database) : IRunActions
{
    private static readonly StepManner Ordering = new(CrashPoints.BeforeOrderCommit);

    public Task<ActionOutcome> ActAsync(RunSelection selection, RunChange change, Actor actor, string? reason, CancellationToken cancel)
    {
        ActionRules.Check(change);
        return database.WriteAsync(transaction => new ActionStep(transaction, change, actor, reason).CarryOut(selection), cancel);
    }

    public Task<OrderedRun> OrderAsync(RunToOrder order, Actor actor, string? reason, CancellationToken cancel) =>
        database.WriteAsync(transaction => new OrderStep(transaction, order, actor, reason).CarryOut(), Ordering, cancel);

    public Task<RerunOutcome> RerunAsync(
        RunSelection selection, RerunTemplate template, Actor actor, string? reason, CancellationToken cancel) =>
        database.WriteAsync(transaction => new RerunStep(transaction, template, actor, reason).CarryOut(selection), Ordering, cancel);
}
