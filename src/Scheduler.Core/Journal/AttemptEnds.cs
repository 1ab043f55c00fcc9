using System.Diagnostics;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Journal;

/// <summary>How the attempt's row names the change that took its run out of Running.</summary>
internal static class AttemptEnds
{
    public static AttemptEnd Of(RunChange change) => change switch
    {
        RunChange.FinishOk => AttemptEnd.Succeeded,
        RunChange.FinishTransient => AttemptEnd.Transient,
        RunChange.FinishTimedOut => AttemptEnd.TimedOut,
        RunChange.FinishNotAvailable => AttemptEnd.NotAvailable,
        RunChange.FinishPermanent => AttemptEnd.Permanent,
        RunChange.FinishStopped => AttemptEnd.Stopped,
        RunChange.FinishAbandoned => AttemptEnd.Abandoned,
        RunChange.HandBack => AttemptEnd.HandedBack,
        RunChange.Lapse => AttemptEnd.Lapsed,
        _ => throw new UnreachableException($"{change.GetType().Name} does not end an attempt."),
    };
}
