using RoutineScheduler.Routines;

namespace RoutineScheduler.Queue;

/// <summary>A run that became due while nobody was there, and has neither started nor been held.</summary>
internal sealed record LateRun(RunId Id, RoutineKey Routine, NodaTime.Instant PlannedAt, CatchUpPolicy Policy);

/// <summary>What an absence leaves of a routine's late runs. A null cause keeps the run.</summary>
internal readonly record struct CatchUpChoice(RunId Run, EndCause? MissedBecause)
{
    public static IReadOnlyList<CatchUpChoice> Decide(IEnumerable<LateRun> late) =>
        [.. late.GroupBy(run => run.Routine).SelectMany(OfRoutine).OrderBy(choice => choice.Run.Value)];

    private static IEnumerable<CatchUpChoice> OfRoutine(IEnumerable<LateRun> late)
    {
        var runs = late.OrderBy(run => run.PlannedAt).ThenBy(run => run.Id.Value).ToList();
        var last = runs.LastOrDefault(run => run.Policy == CatchUpPolicy.Last);
        return runs.Select(run => new CatchUpChoice(run.Id, run.Policy switch
        {
            CatchUpPolicy.None => EndCause.HostAway,
            CatchUpPolicy.Last when run != last => EndCause.CaughtUpBy(last!.Id),
            _ => null,
        }));
    }
}
