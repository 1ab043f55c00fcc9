using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>One routine's answer for one order date.</summary>
/// <param name="Runs">In the order of their slots; empty where it does not run.</param>
/// <param name="Reasons">All of them, in the order of <see cref="DecisionReason"/>: why not, or what is to be said of the runs.</param>
/// <param name="IsProjected">A calendar was asked about a year that has not been published.</param>
internal sealed record Decision(
    RoutineKey Routine, LocalDate OrderDate, IReadOnlyList<PlannedRun> Runs, IReadOnlyList<DecisionReason> Reasons, bool IsProjected)
{
    public DecisionReason.Undecided? Undecided => Reasons.OfType<DecisionReason.Undecided>().FirstOrDefault();

    /// <summary>The reasons as text, joined by "; ".</summary>
    public string Why => string.Join("; ", Reasons);
}
