using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>
/// The changes of one transaction, but for claims and ends of attempts: each decided, saved and recorded. <see cref="MeetEdges"/> comes last,
/// when all of them stand in the database: what waits for several of them is evaluated once.
/// </summary>
internal sealed class RunChanges(WriteTransaction transaction, Actor actor, string? reason = null)
{
    private readonly HashSet<RunId> changedRoots = [];
    private readonly HashSet<(RoutineKey Routine, LocalDate Date)> otherMembers = [];

    public RunTransition Decide(StoredRun run, RunChange change)
    {
        var decided = RunTransition.Decide(run.Facts, change, transaction.Now);
        if (decided is RunTransition.Changed changed)
        {
            Apply(run, change, changed.Run);
        }

        return decided;
    }

    /// <summary>Of what was decided elsewhere.</summary>
    public void Apply(StoredRun run, RunChange change, RunFacts after) => Apply(run, change, after, reason, actor);

    private void Apply(StoredRun run, RunChange change, RunFacts after, string? because, Actor by)
    {
        RunTable.Save(transaction, run, after);
        HistoryTable.Add(transaction, HistoryOf.Change(run.Id, run.Facts, change, after, transaction.Now, because, by));
        Note(run.Root, run.Facts, after);
        if (EdgeMembers.MayChange(isRerun: run.Id != run.Root, run.Facts, after))
        {
            otherMembers.Add((run.Routine, run.OrderDate));
        }
    }

    /// <summary>That a run's state is another than it was: what waits for it is to be asked again.</summary>
    public void Note(RunId root, RunFacts before, RunFacts after)
    {
        if (before.State != after.State && (before.State.HasEnded() || after.State.HasEnded()))
        {
            changedRoots.Add(root);
        }
    }

    public void Note(RunId root) => changedRoots.Add(root);

    /// <summary>
    /// Evaluates the edges that lead to what has changed, and those to what that ended in its turn. Where what is planned is other than it was, asks
    /// first which runs they lead to.
    /// </summary>
    public void MeetEdges()
    {
        while (changedRoots.Count > 0)
        {
            var asked = otherMembers.SelectMany(of => EdgeTable.ResolveWaiting(transaction, of.Routine, of.Date, all: true)).ToList();
            otherMembers.Clear();
            var (standings, touched) = (new Standings(transaction), PrerequisiteTable.Of(transaction, changedRoots));
            changedRoots.Clear();
            Evaluate([.. EdgeTable.WaitingFor(transaction, standings.Decide(touched)).Union(asked)], standings, int.MaxValue);
        }
    }

    /// <summary>Recounts what is unmet, never by adding or subtracting. Returns how many runs stood otherwise.</summary>
    public int Evaluate(IReadOnlyCollection<RunId> runs, int mostCorrected = int.MaxValue) =>
        Evaluate(runs, new Standings(transaction), mostCorrected);

    private int Evaluate(IReadOnlyCollection<RunId> runs, Standings standings, int mostCorrected)
    {
        var (corrected, asked) = (0, new HashSet<RunId>());
        while (runs.Count > 0)
        {
            asked.UnionWith(runs);
            var edges = EdgeTable.PrerequisitesOf(transaction.Open, runs);
            var moved = standings.Decide(edges.SelectMany(of => of));
            foreach (var run in RunTable.Find(transaction, runs).Where(run => run.Facts.HasNotStarted()))
            {
                corrected += corrected < mostCorrected && Evaluate(run, [.. edges[run.Id].Select(id => standings[id])]) ? 1 : 0;
            }

            // Others wait for the same.
            runs = [.. EdgeTable.WaitingFor(transaction, moved).Where(run => !asked.Contains(run))];
        }

        return corrected;
    }

    private bool Evaluate(StoredRun run, IReadOnlyList<EdgeState> edges)
    {
        var unmet = edges.Count(edge => edge is EdgeState.Open);
        var isWrong = unmet != run.Unmet || run.IsClaimable != ClaimChoices.IsClaimable(run.Facts, unmet, run.Bypass);
        if (isWrong)
        {
            EdgeTable.SaveUnmet(transaction, run, unmet);
        }

        // Whom a person told not to wait for its edges is not ended by them either.
        var ends = edges.Any(edge => edge is EdgeState.NotNeeded) && !run.Bypass.HasFlag(Bypass.Edges);
        if (ends)
        {
            EndAsNotNeeded(run with { Unmet = unmet });
        }

        return isWrong || ends;
    }

    /// <summary>By rule, whoever it was whose change led to it.</summary>
    private void EndAsNotNeeded(StoredRun run)
    {
        var change = new RunChange.NotNeeded();
        if (RunTransition.Decide(run.Facts, change, transaction.Now) is RunTransition.Changed changed)
        {
            Apply(run, change, changed.Run, null, Actor.Scheduler);
        }
    }
}
