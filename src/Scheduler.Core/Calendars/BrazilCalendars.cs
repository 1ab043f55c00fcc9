namespace RoutineScheduler.Calendars;

/// <summary>The calendars that come with the package, made from rules.</summary>
public static class BrazilCalendars
{
    private const int ProjectedThrough = 2199;

    /// <summary>The last year for which B3 has published its calendar; a host raises it by an overlay when B3 publishes another.</summary>
    private const int B3PublishedThrough = 2026;

    private static readonly Lazy<BusinessCalendar> OfNation = new(() => Made("br", 1950, ProjectedThrough, BrazilHolidays.National));

    private static readonly Lazy<BusinessCalendar> OfBanks = new(() => Made("anbima", 2000, ProjectedThrough, BrazilHolidays.Anbima));

    private static readonly Lazy<BusinessCalendar> OfExchange = new(() => Made("b3", 2000, B3PublishedThrough, BrazilHolidays.B3, WithAshWednesday));

    private static readonly Lazy<BusinessCalendar> OfCity = new(() => Made("sao-paulo", 1950, ProjectedThrough, BrazilHolidays.SaoPaulo));

    /// <summary>"br": the holidays of the whole country, from 1950. Carnival and Corpus Christi are none of them.</summary>
    public static BusinessCalendar National => OfNation.Value;

    /// <summary>"anbima": the days on which banks settle, from 2000.</summary>
    public static BusinessCalendar Anbima => OfBanks.Value;

    /// <summary>"b3": the exchange's sessions, from 2000; confirmed as far as B3 has published them.</summary>
    public static BusinessCalendar B3 => OfExchange.Value;

    /// <summary>"sao-paulo": the holidays of the city of São Paulo, from 1950.</summary>
    public static BusinessCalendar SaoPaulo => OfCity.Value;

    private static BusinessCalendar Made(
        string name, int from, int confirmedThrough, IEnumerable<HolidayRule> rules, Func<CalendarDates, CalendarDates>? and = null)
    {
        var dates = new CalendarDates
        {
            Name = name,
            FromYear = from,
            ConfirmedThrough = confirmedThrough,
            ProjectedThrough = ProjectedThrough,
            Holidays = [.. rules.Select(rule => rule.Between(from, ProjectedThrough)).Where(named => named.Dates.Count > 0)],
        };
        return BusinessCalendar.Create(and is null ? dates : and(dates));
    }

    private static CalendarDates WithAshWednesday(CalendarDates dates)
    {
        var first = BrazilHolidays.AshWednesday.FromYear!.Value;
        var on = Enumerable.Range(first, dates.ProjectedThrough - first + 1).Select(BrazilHolidays.OnAshWednesday);
        return dates with { HalfDays = [new HalfDayDates(BrazilHolidays.AshWednesday, [.. on])] };
    }
}
