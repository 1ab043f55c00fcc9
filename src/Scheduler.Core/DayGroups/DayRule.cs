using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

/// <summary>
/// On which dates something runs. Written as text (<see cref="Parse"/>) or in code (<see cref="Days"/>); rules that say the same in the same
/// words are equal, and parsing what <see cref="ToString"/> prints gives the same rule.
/// </summary>
public abstract record DayRule
{
    /// <summary>How deep rules may nest: far more than anyone writes, and no danger to the stack.</summary>
    internal const int MaxDepth = 256;

    private const int DatesAtOnce = 366;

    private protected DayRule()
        : this([])
    {
    }

    /// <summary>A list also of one part: a single rule would be taken for the original of a copy.</summary>
    private protected DayRule(IReadOnlyList<DayRule> parts)
    {
        Depth = parts.Select(part => part.Depth).DefaultIfEmpty(0).Max() + 1;
        if (Depth > MaxDepth)
        {
            throw new ArgumentException($"A day rule nests at most {MaxDepth} rules in each other.");
        }
    }

    /// <summary>The calendars that the rule names, in alphabetical order.</summary>
    public IReadOnlyList<string> Calendars => [.. CalendarsNamed().Distinct().Order(StringComparer.Ordinal)];

    internal int Depth { get; }

    /// <summary>Operators bind more tightly the higher this is; 4 for what is no operator.</summary>
    internal virtual int Binding => 4;

    /// <exception cref="DayRuleException">Says at which column what is expected.</exception>
    public static DayRule Parse(string text) => new DayRuleParser(text).Parse();

    public DayRule And(DayRule other) => new Both(this, other);

    public DayRule Or(DayRule other) => new Either(this, other);

    public DayRule Not() => new Outside(this);

    /// <summary>Calendar days later, earlier where n is negative: after 1 is the old D+1.</summary>
    public DayRule After(int n) => new AfterDays(this, Days.Within(n, AfterDays.Most, nameof(n)));

    /// <summary>Business days later, earlier where n is negative. 0 keeps the dates that are business days.</summary>
    public DayRule After(int n, string calendar) =>
        new AfterBusinessDays(this, Days.Within(n, AfterDays.Most, nameof(n)), CalendarName.Checked(calendar));

    /// <summary>Moves the dates that are no business days.</summary>
    public DayRule Shift(string calendar, DateShift shift) => new Shifted(this, CalendarName.Checked(calendar), shift);

    /// <exception cref="UnknownCalendarException">The rule names a calendar that is not in the set.</exception>
    public DayAnswer On(LocalDate date, CalendarSet calendars)
    {
        var verdict = Over(new DateSpan(Checked(date), date), calendars)[date];
        return verdict.Inclusion switch
        {
            Inclusion.Yes => new DayAnswer(verdict.BaseDates ?? [date], verdict.IsProjected, WhyNot: null),
            Inclusion.Undecided => new DayAnswer([], verdict.IsProjected, verdict.Ends!),
            _ => new DayAnswer([], verdict.IsProjected, WhyNot(date, calendars)),
        };
    }

    /// <summary>The dates from the first through the last, in order.</summary>
    /// <exception cref="CalendarEndsException">While reading: a calendar does not know a date that is needed.</exception>
    public IEnumerable<LocalDate> Dates(LocalDate from, LocalDate through, CalendarSet calendars)
    {
        if (Checked(through) < Checked(from))
        {
            throw new ArgumentException(
                $"{through:uuuu-MM-dd} lies before {from:uuuu-MM-dd}: ask from the earlier date through the later one.", nameof(through));
        }

        return DatesOf(new DateSpan(from, through), calendars);
    }

    /// <summary>What keeps the rule from being asked, all at once, with the columns of its text; empty where nothing does.</summary>
    public IReadOnlyList<string> Validate(CalendarSet calendars) =>
        Calendars.All(name => calendars.TryGet(name, out _)) ? [] : NamedCalendars.Unknown(ToString(), Calendars, calendars);

    /// <summary>The rule as people type it.</summary>
    public sealed override string ToString() => Text();

    internal abstract Verdicts Over(DateSpan span, CalendarSet calendars);

    internal abstract string Text();

    internal abstract IEnumerable<string> CalendarsNamed();

    /// <summary>
    /// The calendars on whose business days alone the rule runs (or, where it is <paramref name="negated"/>, does not). A moved rule names none:
    /// what it says of business days it says of other dates.
    /// </summary>
    internal virtual IEnumerable<string> BusinessDaysNamed(bool negated) => [];

    private IEnumerable<LocalDate> DatesOf(DateSpan asked, CalendarSet calendars)
    {
        for (var start = 0; start < asked.Count; start += DatesAtOnce)
        {
            var span = new DateSpan(asked[start], asked[Math.Min(start + DatesAtOnce, asked.Count) - 1]);
            foreach (var (date, verdict) in Over(span, calendars).NotRefused())
            {
                yield return verdict.Ends is { } ends
                    ? throw new CalendarEndsException(ends.Calendar, ends.Date, ends.FromYear, ends.ThroughYear)
                    : date;
            }
        }
    }

    private DayRefusal WhyNot(LocalDate date, CalendarSet calendars)
    {
        var holiday = from name in BusinessDaysNamed(negated: false)
                      let calendar = calendars.Get(name)
                      where calendar.Knows(date) && !calendar.IsWeekend(date)
                      let holidays = calendar.HolidayNameOn(date)
                      where holidays is not null
                      select new DayRefusal.Holiday(name, holidays);
        return holiday.FirstOrDefault() ?? (DayRefusal)new DayRefusal.NotInDayGroup();
    }

    private static LocalDate Checked(LocalDate date) =>
        DateSpan.CanContain(date) ? date : throw new ArgumentOutOfRangeException(nameof(date), date, "Rules know the years 1 to 9999.");
}
