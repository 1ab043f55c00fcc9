using NodaTime;
using RoutineScheduler.Calendars;
using Xunit;

namespace RoutineScheduler.Core.Tests.Calendars;

/// <summary>The Brazilian calendars against every list that is said to judge them, date by date; each exception is named where it is made.</summary>
public sealed class BrazilOracleTests
{
    private const string National = "br_national_holidays_vacanza_1950_2050.csv";
    private const string SaoPauloCapital = "br_sp_capital_holidays_vacanza_1950_2050.csv";

    /// <summary>Not in every list, and a Sunday.</summary>
    private static readonly LocalDate EasterSunday2000 = new(2000, 4, 23);

    /// <summary>Days on which work is optional, which that list names among the holidays.</summary>
    private static readonly string[] Optional =
        ["Carnival", "Ash Wednesday", "Corpus Christi", "Public Servant's Day", "Christmas Eve", "New Year's Eve"];

    [Theory]
    [InlineData("anbima_holidays_bizdays_2000_2099.csv", 2000, 2099)]
    [InlineData("anbima_holidays_rbizdays_2001_2078.csv", 2001, 2078)]
    [InlineData("bvmf_bank_days_vacanza_1950_2050.csv", 2000, 2050)]
    public void Anbima_has_the_holidays_of(string file, int firstYear, int lastYear)
    {
        Assert.Empty(
            from found in Differences(BrazilCalendars.Anbima, OracleList.Dates(file), firstYear, lastYear)
            where found.Date != EasterSunday2000
            select found);
    }

    [Fact]
    public void Anbima_settles_as_quantlib_says()
    {
        var closed = OracleList.Dates("quantlib_brazil_settlement_holidays_2005_2006.csv");
        Assert.Empty(
            from date in OracleList.Days(new LocalDate(2005, 1, 1), new LocalDate(2006, 12, 31))
            where date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
            where BrazilCalendars.Anbima.IsBusinessDay(date) == closed.Contains(date)
            select date);
    }

    [Fact]
    public void Anbima_bears_the_bank_days_names() =>
        Assert.Empty(NameDifferences(BrazilCalendars.Anbima, "bvmf_bank_days_vacanza_1950_2050.csv", 2000, optional: []));

    [Fact]
    public void B3_is_closed_on_the_recorded_days()
    {
        var listed = OracleList.Dates("b3_holidays_pybizdays_2000_2025.csv");
        Assert.Empty(
            from date in OracleList.Days(new LocalDate(2000, 1, 1), new LocalDate(2025, 12, 31))
            where date != EasterSunday2000
            let isHoliday = BrazilCalendars.B3.HolidaysOn(date).Count > 0
            where isHoliday != listed.Contains(date)
            // From 2022 on the list leaves out most holidays on weekends.
            where !(isHoliday && BrazilCalendars.B3.IsWeekend(date) && date.Year >= 2022)
            select (date, isHoliday));
    }

    [Fact]
    public void B3_is_closed_and_in_session_as_exchange_calendars_says()
    {
        var closed = OracleList.Dates("bvmf_closed_weekdays_exchange_calendars_1990_2026.csv");
        var sessions = OracleList.Rows("bvmf_sessions_exchange_calendars_1990_2026.csv").Select(row => OracleList.Date(row["session"])).ToHashSet();
        Assert.Empty(
            from date in OracleList.Days(new LocalDate(2000, 1, 1), new LocalDate(2026, 7, 3))
            let isOpen = BrazilCalendars.B3.IsBusinessDay(date)
            where isOpen != sessions.Contains(date) || isOpen == (closed.Contains(date) || BrazilCalendars.B3.IsWeekend(date))
            select (date, isOpen));
    }

    [Fact]
    public void B3_opens_late_when_exchange_calendars_says() =>
        Assert.Empty(
            from row in OracleList.Rows("bvmf_sessions_exchange_calendars_1990_2026.csv")
            let date = OracleList.Date(row["session"])
            where date.Year >= 2000
            let opens = BrazilCalendars.B3.HalfDayOn(date)?.Opens ?? new LocalTime(10, 0)
            where $"{opens:HH':'mm}" != row["open_local"]
            select (date, opens));

    [Fact]
    public void Br_has_the_national_holidays_and_their_names() =>
        Assert.Empty(NameDifferences(BrazilCalendars.National, National, 1950, Optional));

    [Fact]
    public void Sao_paulo_has_the_capitals_holidays_and_their_names()
    {
        // The list does not know the decrees that moved these two in 2020.
        LocalDate[] moved = [new(2020, 5, 21), new(2020, 5, 25), new(2020, 7, 9), new(2020, 11, 20)];
        Assert.Empty(
            from found in NameDifferences(BrazilCalendars.SaoPaulo, SaoPauloCapital, 1950, [.. Optional.Where(name => name != "Corpus Christi")])
            where !moved.Contains(found.Date)
            select found);
    }

    [Fact]
    public void Easter_falls_where_dateutil_says() =>
        Assert.Empty(
            from row in OracleList.Rows("easter_western_dateutil_1900_2199.csv")
            let easter = Easter.Of(OracleList.Date(row["easter"]).Year)
            where easter != OracleList.Date(row["easter"])
                || easter.PlusDays(-48) != OracleList.Date(row["carnival_monday"])
                || BrazilHolidays.OnAshWednesday(easter.Year) != OracleList.Date(row["ash_wednesday"])
                || easter.PlusDays(60) != OracleList.Date(row["corpus_christi"])
            select easter);

    private static IEnumerable<(LocalDate Date, bool IsHoliday)> Differences(
        BusinessCalendar calendar, HashSet<LocalDate> listed, int firstYear, int lastYear) =>
        from date in OracleList.Days(new LocalDate(firstYear, 1, 1), new LocalDate(lastYear, 12, 31))
        let isHoliday = calendar.HolidaysOn(date).Count > 0
        where isHoliday != listed.Contains(date)
        select (date, isHoliday);

    private static IEnumerable<(LocalDate Date, string Ours, string Theirs)> NameDifferences(
        BusinessCalendar calendar, string file, int firstYear, string[] optional)
    {
        var names = OracleList.Rows(file).ToDictionary(
            row => OracleList.Date(row["date"]),
            row => string.Join("; ", row["names_en"].Split("; ").Where(name => !optional.Contains(name))));
        return from date in OracleList.Days(new LocalDate(firstYear, 1, 1), new LocalDate(2050, 12, 31))
               let ours = string.Join("; ", calendar.HolidaysOn(date).Select(holiday => holiday.EnglishName))
               let theirs = names.GetValueOrDefault(date, "")
               where ours != theirs
               select (date, ours, theirs);
    }
}
