namespace RoutineScheduler.Routines;

/// <summary>
/// An edge: the routine's run waits for the runs of another on some date. A routine may wait for itself on an earlier date; edges on the
/// same date may not lead in a circle.
/// </summary>
/// <param name="Routine">The predecessor.</param>
public sealed record After(RoutineKey Routine)
{
    /// <summary>Which of the predecessor's order dates; the run's own unless set.</summary>
    public EdgeDate Date { get; init; } = new EdgeDate.Same();

    public EdgeRequirement Requires { get; init; } = EdgeRequirement.Success;

    public IfNotPlanned IfNotPlanned { get; init; } = IfNotPlanned.Ignore;

    /// <summary>The edge as people write it: what is left at its default is left out.</summary>
    public override string ToString()
    {
        var date = Date is EdgeDate.Same ? "" : $", {Date}";
        var requires = Requires == EdgeRequirement.Success ? "" : $", {Requires}";
        var ifNotPlanned = IfNotPlanned == IfNotPlanned.Ignore ? "" : $", {IfNotPlanned}";
        return $"After({Routine}{date}{requires}{ifNotPlanned})";
    }
}
