namespace RoutineScheduler.Queue;

/// <summary>The words after ✗, each with its sentence.</summary>
internal abstract partial record RunTransition
{
    private static Refused HeldBack() => new("held", "The run is held. Release it first.");

    private static Refused Leased() =>
        new("leased", "A node is executing the run. It can be claimed again when that attempt or its lease has ended.");

    private static Refused IsRunning() => new("running", "The run is running. Cancel it first, or wait until it has ended.");

    private static Refused HasEnded(RunFacts run) => new("ended", run.State == RunState.Superseded
        ? "The run is no longer in the plan (Superseded). Order the routine to run it all the same."
        : $"The run has ended ({run.State}). Rerun it to run it again.");

    private static Refused UseSkip(RunFacts run) =>
        new("use Skip", $"The run has not ended ({run.State}), so there is nothing to accept. Skip it instead.");

    private static Refused UseAccept(RunFacts run) =>
        new("use Accept", $"The run has ended ({run.State}), so it cannot be skipped. Accept it instead.");

    private static Refused RerunIt(RunFacts run) =>
        new("rerun", $"The run has ended ({run.State}) and does not start again. Rerun it: that makes a new run.");

    private static Refused OrderIt() =>
        new("order", "The run is no longer in the plan (Superseded). Order the routine instead: that makes a new run.");

    private static Refused NotEnded(RunFacts run) => new("not ended", run.State == RunState.Held
        ? "Only a run that has ended can be rerun, and this one is held. Release it instead."
        : $"Only a run that has ended can be rerun ({run.State}). Start it now instead.");

    private static Refused Expired(RunFacts restored) => new(
        "expired",
        $"The run expired at {restored.ExpiresAt} while it was held. Release it with the window bypassed, or cancel it.");
}
