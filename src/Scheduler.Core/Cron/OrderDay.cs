using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>
/// The order day of one date: [<see cref="Start"/>, <see cref="End"/>). Its readings are the wall-clock times from the date's StartOfDay to before
/// the next date's; a reading keeps its order date wherever a clock change puts its instant.
/// </summary>
public sealed record OrderDay
{
    private static readonly LocalDate Earliest = new(1, 1, 2);
    private static readonly LocalDate Latest = new(9998, 12, 31);

    private OrderDay(LocalDate date, DateTimeZone zone, LocalTime startOfDay)
    {
        (Date, Zone, StartOfDay) = (date, zone, startOfDay);
        Start = ClockChangePolicy.FixedTime.Map(FirstReading, zone).At;
        End = ClockChangePolicy.FixedTime.Map(EndOfReadings, zone).At;
    }

    public LocalDate Date { get; }

    public DateTimeZone Zone { get; }

    public LocalTime StartOfDay { get; }

    public Instant Start { get; }

    /// <summary>The start of the next date's order day.</summary>
    public Instant End { get; }

    /// <summary>Zero for a date that the zone skipped; what the date's readings name runs at its start all the same.</summary>
    public Duration Length => End - Start;

    /// <summary>The first reading of the date, inclusive.</summary>
    public LocalDateTime FirstReading => Date.At(StartOfDay);

    /// <summary>The first reading that belongs to the next date.</summary>
    public LocalDateTime EndOfReadings => Date.PlusDays(1).At(StartOfDay);

    /// <exception cref="ArgumentOutOfRangeException">
    /// The date is not a date of the ISO calendar within the years 1-9998, or StartOfDay has a fraction of a second.
    /// </exception>
    public static OrderDay Of(LocalDate date, DateTimeZone zone, LocalTime startOfDay = default)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (startOfDay.NanosecondOfSecond != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(startOfDay), $"StartOfDay {startOfDay:o} has a fraction of a second; slots are counted in whole seconds");
        }

        return date.Calendar == CalendarSystem.Iso && date >= Earliest && date <= Latest
            ? new OrderDay(date, zone, startOfDay)
            : throw new ArgumentOutOfRangeException(
                nameof(date), $"{date:R} has no order day: only ISO dates from {Earliest:R} to {Latest:R} have one");
    }

    /// <summary>The order day that is running at <paramref name="now"/>.</summary>
    public static OrderDay At(Instant now, DateTimeZone zone, LocalTime startOfDay = default)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = now.InZone(zone).LocalDateTime;
        var day = Of(local.TimeOfDay < startOfDay ? local.Date.PlusDays(-1) : local.Date, zone, startOfDay);

        // A repeated StartOfDay: the clock shows yesterday's readings again, but the day began the first time.
        while (now >= day.End)
        {
            day = day.Next();
        }

        return day;
    }

    public bool Contains(Instant instant) => instant >= Start && instant < End;

    public OrderDay Next() => Of(Date.PlusDays(1), Zone, StartOfDay);

    /// <summary>The instant of a time counted from the date's midnight, whatever StartOfDay is; mapped like a fixed time.</summary>
    public LocalTimeMapping Map(WallTime time) => ClockChangePolicy.FixedTime.Map(time.On(Date), Zone);

    public override string ToString() => $"{Date:R} from {StartOfDay:HH':'mm} in {Zone.Id}";
}
