using RoutineScheduler.Journal;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>Makes new runs of a selection of ended ones.</summary>
internal sealed class RerunStep(WriteTransaction transaction, RerunTemplate template, Actor actor, string? reason)
{
    private readonly HandMadeRuns runs = new(transaction, actor);
    private readonly List<RefusedRun> refused = [];

    public RerunOutcome CarryOut(RunSelection selection)
    {
        var selected = new SelectedRuns(transaction, selection);
        if (selected.CountThatDiffers() is { } count)
        {
            return new RerunOutcome(count, CountDiffers: true, [], []);
        }

        var (found, missing) = selected.Read();
        refused.AddRange(missing);
        var toMake = found.Select(run => Decide(run, selection.Filter is null)).OfType<RunToRerun>().ToList();
        var made = toMake.Select(Make).ToList();
        runs.Join();
        return new RerunOutcome(found.Count, CountDiffers: false, made, refused);
    }

    private const string Family = $"SELECT {RunRowColumns.Names} FROM run WHERE id = $root OR root = $root";

    private RunToRerun? Decide(StoredRun run, bool isNamed)
    {
        var family = transaction.Statement(Family).List(RunRowColumns.Read, run.Root.Value);
        var (row, root) = (family.Single(kin => kin.Id == run.Id), family.Single(kin => kin.Id == run.Root));
        if (RerunRefusal.Decide(row, family, isNamed, transaction.Now) is { } no)
        {
            refused.Add(no);
            return null;
        }

        return new RunToRerun(row, root, template(row, root, transaction.Now));
    }

    private MadeRerun Make(RunToRerun rerun)
    {
        var made = runs.Rerun(rerun.Run, rerun.Root, rerun.As);
        HistoryTable.Add(transaction, HistoryOf.Rerun(rerun.Run.Id, rerun.Run.Facts, made.Id, transaction.Now, reason, actor));
        return new MadeRerun(rerun.Run.Id, made.Id, made.Routine, made.OrderDate, made.Facts.DueAt);
    }

    private sealed record RunToRerun(RunRow Run, RunRow Root, RunToOrder As);
}
