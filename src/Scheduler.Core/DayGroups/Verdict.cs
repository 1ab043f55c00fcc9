using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

/// <summary>In the order that makes "and" the smaller and "or" the larger of two.</summary>
internal enum Inclusion : byte { No, Undecided, Yes }

/// <summary>What a part of a rule says of one date, before anyone asks why.</summary>
/// <param name="BaseDates">Null: the date itself.</param>
/// <param name="Ends">Which calendar leaves it undecided; else null.</param>
internal readonly record struct Verdict(
    Inclusion Inclusion, bool IsProjected = false, IReadOnlyList<LocalDate>? BaseDates = null, DayRefusal.CalendarEnds? Ends = null)
{
    public static Verdict Of(bool includes) => new(includes ? Inclusion.Yes : Inclusion.No);

    public static Verdict Of(bool includes, LocalDate date, BusinessCalendar calendar) =>
        new(includes ? Inclusion.Yes : Inclusion.No, calendar.IsProjected(date));

    public static Verdict Undecided(LocalDate date, BusinessCalendar calendar) =>
        new(Inclusion.Undecided, Ends: new DayRefusal.CalendarEnds(calendar.Name, date, calendar.FromYear, calendar.ProjectedThrough));

    /// <summary>What was said of the base date, carried to another one.</summary>
    public Verdict CarriedFrom(LocalDate baseDate) => this with { BaseDates = BaseDates ?? [baseDate] };

    public Verdict Not() => new((Inclusion)(Inclusion.Yes - Inclusion), IsProjected, null, Ends);

    /// <summary>A condition adds no base date to those of a moved rule; two moved rules both stand.</summary>
    public Verdict And(Verdict other) => Combined(
        other,
        Inclusion < other.Inclusion ? Inclusion : other.Inclusion,
        BaseDates is null || other.BaseDates is null ? BaseDates ?? other.BaseDates : Union(BaseDates, other.BaseDates));

    public Verdict Or(Verdict other, LocalDate date) => Combined(
        other,
        Inclusion > other.Inclusion ? Inclusion : other.Inclusion,
        (Inclusion, other.Inclusion) switch
        {
            (Inclusion.Yes, Inclusion.Yes) when BaseDates is null && other.BaseDates is null => null,
            (Inclusion.Yes, Inclusion.Yes) => Union(BaseDates ?? [date], other.BaseDates ?? [date]),
            (Inclusion.Yes, _) => BaseDates,
            _ => other.BaseDates,
        });

    private Verdict Combined(Verdict other, Inclusion inclusion, IReadOnlyList<LocalDate>? baseDates) => new(
        inclusion,
        IsProjected || other.IsProjected,
        inclusion == Inclusion.Yes ? baseDates : null,
        inclusion == Inclusion.Undecided ? Ends ?? other.Ends : null);

    private static IReadOnlyList<LocalDate> Union(IReadOnlyList<LocalDate> left, IReadOnlyList<LocalDate> right) =>
        [.. left.Union(right).Order()];
}
