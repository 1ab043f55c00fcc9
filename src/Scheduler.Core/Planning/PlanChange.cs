using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>One difference between two plans of a date.</summary>
internal abstract record PlanChange
{
    private PlanChange()
    {
    }

    public abstract RoutineKey Routine { get; }

    public abstract LocalDate OrderDate { get; }

    /// <param name="WhyNotBefore">Empty where the routine had other runs, or was in no plan.</param>
    public sealed record Added(PlannedRun Run, IReadOnlyList<string> WhyNotBefore) : PlanChange
    {
        public override RoutineKey Routine => Run.Terms.Routine;

        public override LocalDate OrderDate => Run.OrderDate;
    }

    /// <param name="WhyNotNow">Empty where the routine has other runs, or is in no plan.</param>
    public sealed record Removed(PlannedRun Run, IReadOnlyList<string> WhyNotNow) : PlanChange
    {
        public override RoutineKey Routine => Run.Terms.Routine;

        public override LocalDate OrderDate => Run.OrderDate;
    }

    /// <summary>To another slot, or the same slot with another due instant or base date.</summary>
    public sealed record Moved(PlannedRun From, PlannedRun To) : PlanChange
    {
        public override RoutineKey Routine => To.Terms.Routine;

        public override LocalDate OrderDate => To.OrderDate;
    }

    /// <summary>It does not run, before and now, for other reasons.</summary>
    public sealed record OtherReasons(RoutineKey Key, LocalDate Date, IReadOnlyList<string> Before, IReadOnlyList<string> Now) : PlanChange
    {
        public override RoutineKey Routine => Key;

        public override LocalDate OrderDate => Date;
    }
}
