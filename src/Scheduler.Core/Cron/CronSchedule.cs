using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>
/// When an expression fires. Cronos reads it and enumerates local time; NodaTime maps local time to instants, by
/// <see cref="ClockChanges"/>. Two schedules are equal when they mean the same fields and join the day fields the same way.
/// </summary>
public sealed class CronSchedule : IEquatable<CronSchedule>
{
    private readonly DateFields dates;
    private readonly TimeFields times;
    private readonly CronReadings readings;

    private CronSchedule(string expression, CronDialect dialect, DayFields dayFields, CronSyntax syntax)
    {
        (Expression, Dialect, DayFields, Canonical) = (expression, dialect, dayFields, syntax.Canonical);
        dates = new DateFields(syntax, dayFields);
        times = new TimeFields(syntax);
        readings = new CronReadings(times.Text, dates);
    }

    /// <summary>As it was given.</summary>
    public string Expression { get; }

    public CronDialect Dialect { get; }

    public DayFields DayFields { get; }

    /// <summary>The fields in the standard dialect, in capitals, macros expanded.</summary>
    public string Canonical { get; }

    /// <summary>False where the three date fields are <c>*</c> or <c>?</c>.</summary>
    public bool HasDateFields => dates.AreRestricted;

    /// <summary>True where a day of the month, <c>L</c>, <c>W</c> or <c>#</c> picks dates, which a day group may then drop.</summary>
    public bool PicksDaysByMonth => dates.PickDaysByMonth;

    /// <summary>Cronos' criterion: the second, minute or hour field contains <c>*</c>, <c>?</c>, a range or a step.</summary>
    public bool IsInterval => times.IsInterval;

    /// <summary>How many readings it names on a date that matches. A day on which the clocks go back can have more slots.</summary>
    public int TimesPerDay => times.PerDay;

    /// <summary>The earliest of the day that begins there, by the wall clock.</summary>
    internal LocalDateTime FirstTimeFrom(LocalDateTime start) => times.Within(start, start.PlusDays(1)).First();

    public ClockChangePolicy ClockChanges => IsInterval ? ClockChangePolicy.Interval : ClockChangePolicy.FixedTime;

    public static bool operator ==(CronSchedule? left, CronSchedule? right) => Equals(left, right);

    public static bool operator !=(CronSchedule? left, CronSchedule? right) => !Equals(left, right);

    /// <exception cref="CronException">The expression is wrong, or never fires in this mode.</exception>
    public static CronSchedule Parse(string expression, CronDialect dialect = CronDialect.Standard, DayFields dayFields = DayFields.Either)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var syntax = CronSyntax.Read(expression, dialect);
        var schedule = new CronSchedule(expression, dialect, dayFields, syntax);
        return schedule.EverFires() ? schedule : throw new CronException(expression, [NeverFires(syntax, dayFields)]);
    }

    /// <summary>Asks the date fields alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The date lies before year 1.</exception>
    public DateFieldAnswer MatchesDate(LocalDate date)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(date.Year, 1, nameof(date));
        return dates.Ask(date);
    }

    /// <summary>The first matching date from <paramref name="from"/> on, inclusive; null where there is none up to year 9999.</summary>
    public LocalDate? NextDate(LocalDate from) => dates.Next(from);

    /// <summary>
    /// The slots of an order day, ascending; none where its date does not match. The date fields are asked about the order date, the time
    /// fields about the readings of the order day.
    /// </summary>
    /// <param name="max">The most readings, and the most slots, that are worked out.</param>
    /// <exception cref="InvalidOperationException">There are more than <paramref name="max"/>.</exception>
    public IReadOnlyList<CronSlot> SlotsOn(OrderDay day, int max = 100_000)
    {
        ArgumentNullException.ThrowIfNull(day);
        if (!MatchesDate(day.Date).Matches)
        {
            return [];
        }

        var slots = TimesPerDay <= max ? SlotsOfDay.Find(day, times, ClockChanges) : null;
        return slots?.Count <= max ? slots : throw new InvalidOperationException(
            $"{this} fires {slots?.Count ?? TimesPerDay} times on {day}; at most {max} are allowed: choose fewer times of day");
    }

    /// <summary>
    /// The first <paramref name="count"/> instants after <paramref name="after"/>, exclusive, wherever it lies; fewer only where year 9999 ends.
    /// Date fields are asked about the readings, so a StartOfDay other than 00:00 has no say here.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public IReadOnlyList<Instant> NextAfter(Instant after, DateTimeZone zone, int count)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. Occurrences.After(after, zone, readings, ClockChanges).Take(count)];
    }

    public bool Equals(CronSchedule? other) => other is not null && Canonical == other.Canonical && DayFields == other.DayFields;

    public override bool Equals(object? obj) => Equals(obj as CronSchedule);

    public override int GetHashCode() => HashCode.Combine(Canonical, DayFields);

    public override string ToString() => Expression;

    /// <summary>After 400 years dates and weekdays come round again.</summary>
    private bool EverFires() => NextDate(new LocalDate(2000, 1, 1)) < new LocalDate(2400, 1, 1);

    private static CronProblem NeverFires(CronSyntax syntax, DayFields dayFields) => new(
        CronField.DayOfMonth,
        syntax.DayOfMonth.Column,
        $"no date has day-of-month {syntax.DayOfMonth.Text}, month {syntax.Month.Text} and day-of-week {syntax.DayOfWeek.Text} "
        + $"(day fields: {dayFields}), so it would never fire",
        "date fields that at least one date in 400 years matches");
}
