using RoutineScheduler.Routines;

namespace RoutineScheduler.Queue;

/// <summary>A run that became due while nobody was there, and has neither started nor been held.</summary>
internal sealed record LateRun(RunId Id, RoutineKey Routine, NodaTime.Instant PlannedAt, CatchUpPolicy Policy)
{
    /// <summary>What a person said that the run does not wait for.</summary>
    public Bypass Bypass { get; init; }

    /// <summary>What a person started, or let past its window, is no longer the plan's: it is kept.</summary>
    public CatchUpPolicy PolicyAsAPersonLeftIt =>
        Bypass.HasFlag(Bypass.Due) || Bypass.HasFlag(Bypass.Window) ? CatchUpPolicy.All : Policy;
}

/// <summary>What an absence leaves of a routine's late runs. A null cause keeps the run.</summary>
internal readonly record struct CatchUpChoice(RunId Run, EndCause? MissedBecause)
{
    public static IReadOnlyList<CatchUpChoice> Decide(IEnumerable<LateRun> late) =>
        [.. late.GroupBy(run => run.Routine).SelectMany(OfRoutine).OrderBy(choice => choice.Run.Value)];

    private static IEnumerable<CatchUpChoice> OfRoutine(IEnumerable<LateRun> late)
    {
        var runs = late.OrderBy(run => run.PlannedAt).ThenBy(run => run.Id.Value).ToList();
        var last = runs.LastOrDefault(run => run.PolicyAsAPersonLeftIt == CatchUpPolicy.Last);
        return runs.Select(run => new CatchUpChoice(run.Id, run.PolicyAsAPersonLeftIt switch
        {
            CatchUpPolicy.None => EndCause.HostAway,
            CatchUpPolicy.Last when run != last => EndCause.CaughtUpBy(last!.Id),
            _ => null,
        }));
    }
}
