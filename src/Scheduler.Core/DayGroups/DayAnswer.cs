using NodaTime;

namespace RoutineScheduler.DayGroups;

/// <summary>What a rule says of one date.</summary>
/// <param name="BaseDates">The dates that led here, in order: the date itself, or those that were moved onto it. Empty unless included.</param>
/// <param name="IsProjected">A calendar was asked about a year that has not been published.</param>
/// <param name="WhyNot">Null where the date is included.</param>
public sealed record DayAnswer(IReadOnlyList<LocalDate> BaseDates, bool IsProjected, DayRefusal? WhyNot)
{
    public bool Includes => WhyNot is null;

    /// <summary>Neither yes nor no: <see cref="WhyNot"/> says which calendar ends.</summary>
    public bool IsUndecided => WhyNot is DayRefusal.CalendarEnds;
}
