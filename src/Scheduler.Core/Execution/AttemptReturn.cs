using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Execution;

/// <summary>How an attempt ended, as its executor left it.</summary>
internal abstract record AttemptReturn
{
    private AttemptReturn()
    {
    }

    public sealed record Outcome(AttemptOutcome Met) : AttemptReturn;

    /// <summary>An exception that is not our cancellation.</summary>
    public sealed record Threw(Exception Trouble) : AttemptReturn;

    /// <summary>The token was honoured.</summary>
    /// <param name="Wrapping">What the cancellation came back in; null where it came as itself.</param>
    public sealed record Stopped(StopReason Reason, Exception? Wrapping = null) : AttemptReturn
    {
        public string? Details => Wrapping is null ? null : ThrownText.Whole(Wrapping);
    }

    /// <summary>The token was ignored past GraceFor; where it said NodeStopping or LeaseLost, past TimeOut and GraceFor.</summary>
    public sealed record Abandoned(StopReason Reason) : AttemptReturn;

    /// <summary>The store did not answer before the executor was entered: nobody's fault.</summary>
    public sealed record NotEntered(Exception Trouble) : AttemptReturn;
}
