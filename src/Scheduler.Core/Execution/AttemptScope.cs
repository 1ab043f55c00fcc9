namespace RoutineScheduler.Execution;

/// <summary>Marks everything that is logged inside an attempt. Its text is what other providers show of the scope.</summary>
internal sealed record AttemptScope(InFlight Attempt, SecretMask Mask, string Node)
{
    public override string ToString() =>
        $"{Attempt.Run.Routine} of {Attempt.Run.OrderDate:R}, run {Attempt.Run.Lease.Run}, attempt {Attempt.Run.Number}";
}
