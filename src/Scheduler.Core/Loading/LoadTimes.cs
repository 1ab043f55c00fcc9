using NodaTime;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Loading;

/// <summary>When each order date is loaded, over all zones in use.</summary>
internal sealed record LoadTimes(IReadOnlyCollection<DateTimeZone> Zones, LocalTime StartOfDay, Duration LoadAt, int LoadAhead)
{
    /// <summary>An offset from the earliest start of the date among the zones.</summary>
    public Instant LoadAtOf(LocalDate date) => Zones.Min(zone => OrderDay.Of(date, zone, StartOfDay).Start) + LoadAt;

    /// <summary>When the date is over in every zone.</summary>
    public Instant EndOf(LocalDate date) => Zones.Max(zone => OrderDay.Of(date, zone, StartOfDay).End);

    /// <summary>The dates whose LoadAt has passed and that are not over everywhere, and LoadAhead further ones; in order.</summary>
    public IReadOnlyList<LocalDate> DueAt(Instant now)
    {
        var dates = new List<LocalDate>();
        var date = EarliestAround(now);
        for (; LoadAtOf(date) <= now; date = date.PlusDays(1))
        {
            if (EndOf(date) > now)
            {
                dates.Add(date);
            }
        }

        for (var ahead = 0; ahead < LoadAhead; ahead++)
        {
            dates.Add(date.PlusDays(ahead));
        }

        return dates;
    }

    /// <summary>The next load after now.</summary>
    public Instant NextAfter(Instant now)
    {
        var date = EarliestAround(now);
        while (LoadAtOf(date) <= now)
        {
            date = date.PlusDays(1);
        }

        return LoadAtOf(date);
    }

    /// <summary>The dates that were to be loaded between the two instants, or were not over at the first: in order.</summary>
    public IEnumerable<LocalDate> Between(Instant from, Instant until)
    {
        for (var date = EarliestAround(from); LoadAtOf(date) <= until; date = date.PlusDays(1))
        {
            if (EndOf(date) > from)
            {
                yield return date;
            }
        }
    }

    /// <summary>No zone, StartOfDay or LoadAt reaches further than three days from UTC's date.</summary>
    private static LocalDate EarliestAround(Instant now) => now.InUtc().Date.PlusDays(-4);
}
