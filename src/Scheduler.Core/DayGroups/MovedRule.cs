using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

/// <summary>
/// A rule whose base dates are moved onto others. The base dates are looked for wherever they can come from, also outside the span that was
/// asked for, and each goes its way once: so the work grows with the span and the nesting, never with their product's power.
/// </summary>
internal abstract record MovedRule(DayRule Rule) : DayRule([Rule])
{
    internal override IEnumerable<string> CalendarsNamed() => Rule.CalendarsNamed();

    /// <summary>Where nothing has landed yet: no, or undecided where the calendar cannot say whether something would.</summary>
    private protected static Verdicts Empty(DateSpan span, BusinessCalendar calendar, Func<LocalDate, bool> isDecided) =>
        Verdicts.Each(span, date => calendar.Knows(date) && isDecided(date) ? Verdict.Of(false, date, calendar) : Verdict.Undecided(date, calendar));

    private protected static void Land(Verdicts onto, LocalDate target, LocalDate baseDate, Verdict verdict, BusinessCalendar calendar) => onto.Land(
        target,
        (target == baseDate ? verdict : verdict.CarriedFrom(baseDate)) with { IsProjected = verdict.IsProjected || calendar.IsProjected(baseDate) });
}

/// <param name="N">Calendar days later.</param>
internal sealed record AfterDays(DayRule Rule, int N) : MovedRule(Rule)
{
    /// <summary>So many days, or business days, a rule may be moved.</summary>
    public const int Most = 10_000;

    internal override Verdicts Over(DateSpan span, CalendarSet calendars)
    {
        var landed = Verdicts.Each(span, _ => Verdict.Of(false));
        foreach (var (date, verdict) in Rule.Over(span.MovedBy(-N), calendars).NotRefused())
        {
            landed.Land(date.PlusDays(N), N == 0 ? verdict : verdict.CarriedFrom(date));
        }

        return landed;
    }

    internal override string Text() => $"after({Rule}, {N})";
}

/// <param name="N">Business days later, as <see cref="BusinessCalendar.AddBusinessDays"/> counts; with 0 what is no business day is dropped.</param>
internal sealed record AfterBusinessDays(DayRule Rule, int N, string Calendar) : MovedRule(Rule)
{
    internal override Verdicts Over(DateSpan span, CalendarSet calendars)
    {
        var calendar = calendars.Get(Calendar);
        var landed = Empty(span, calendar, date => !calendar.IsBusinessDay(date) || calendar.TryAdd(date, -N) is not null);
        foreach (var (date, verdict) in Rule.Over(BaseSpan(span, calendar), calendars).NotRefused())
        {
            if (calendar.TryAdd(date, N) is { } target)
            {
                Land(landed, target, date, verdict, calendar);
            }
        }

        return landed;
    }

    internal override string Text() => $"after({Rule}, {N}, {Calendar})";

    internal override IEnumerable<string> CalendarsNamed() => base.CalendarsNamed().Append(Calendar);

    /// <summary>From the first to the last date from which N business days can lead into the span.</summary>
    private DateSpan BaseSpan(DateSpan span, BusinessCalendar calendar)
    {
        var known = span.And(new DateSpan(calendar.First, calendar.Last));
        if (known.Count == 0 || N == 0)
        {
            return known;
        }

        var first = N > 0 ? calendar.TryAdd(known.First, -N) ?? calendar.First : calendar.TryAdd(known.First.PlusDays(-1), -N)?.PlusDays(1);
        var last = N > 0 ? calendar.TryAdd(known.Last.PlusDays(1), -N)?.PlusDays(-1) : calendar.TryAdd(known.Last, -N) ?? calendar.Last;
        return first is { } from && last is { } through ? new DateSpan(from, through) : new DateSpan(calendar.First, calendar.First.PlusDays(-1));
    }
}

internal sealed record Shifted(DayRule Rule, string Calendar, DateShift How) : MovedRule(Rule)
{
    /// <summary>
    /// A date within so many days of the calendar's first or last business day, but outside its years, could be shifted onto it: nobody can tell,
    /// so the answer is undecided. No market is known to have been closed for longer by its calendar.
    /// </summary>
    private const int BeyondTheEnds = 10;

    internal override Verdicts Over(DateSpan span, CalendarSet calendars)
    {
        var calendar = calendars.Get(Calendar);
        var landed = Empty(span, calendar, _ => true);
        foreach (var (date, verdict) in Rule.Over(BaseSpan(span, calendar), calendars).NotRefused())
        {
            if (!calendar.Knows(date))
            {
                LandUndecided(landed, date, calendar);
            }
            else if (How.Move(date, calendar) is { } target)
            {
                Land(landed, target, date, verdict, calendar);
            }
        }

        return landed;
    }

    internal override string Text() => $"shift({Rule}, {Calendar}, {How.Word()})";

    internal override IEnumerable<string> CalendarsNamed() => base.CalendarsNamed().Append(Calendar);

    private void LandUndecided(Verdicts landed, LocalDate date, BusinessCalendar calendar)
    {
        var nearest = date < calendar.First ? calendar.TryAdd(calendar.First.PlusDays(-1), 1) : calendar.TryAdd(calendar.Last.PlusDays(1), -1);
        if (How != DateShift.None && nearest is { } edge)
        {
            landed.Land(edge, Verdict.Undecided(date, calendar));
        }
    }

    /// <summary>From behind the business day before the span to ahead of the one after it: whatever lands in the span comes from there.</summary>
    private static DateSpan BaseSpan(DateSpan span, BusinessCalendar calendar)
    {
        var known = span.And(new DateSpan(calendar.First, calendar.Last));
        return known.Count == 0
            ? known
            : new DateSpan(
                calendar.TryAdd(known.First, -1)?.PlusDays(1) ?? DateSpan.Moved(calendar.First, -BeyondTheEnds),
                calendar.TryAdd(known.Last, 1)?.PlusDays(-1) ?? DateSpan.Moved(calendar.Last, BeyondTheEnds));
    }
}
