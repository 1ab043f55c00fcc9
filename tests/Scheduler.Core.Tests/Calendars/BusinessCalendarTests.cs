using NodaTime;
using RoutineScheduler.Calendars;
using Xunit;

namespace RoutineScheduler.Core.Tests.Calendars;

public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendar B3 = BrazilCalendars.B3;
    private static readonly BusinessCalendar Anbima = BrazilCalendars.Anbima;

    [Theory]
    [InlineData(2026, 11, 19, 1, 2026, 11, 23)]
    [InlineData(2026, 11, 20, 1, 2026, 11, 23)]
    [InlineData(2026, 11, 20, -1, 2026, 11, 19)]
    [InlineData(2026, 11, 22, 2, 2026, 11, 24)]
    [InlineData(2026, 11, 23, 0, 2026, 11, 23)]
    [InlineData(2026, 11, 23, -1, 2026, 11, 19)]
    [InlineData(2026, 12, 30, 1, 2027, 1, 4)]
    [InlineData(2027, 1, 4, -1, 2026, 12, 30)]
    public void The_nth_business_day_from_a_date(int year, int month, int day, int n, int toYear, int toMonth, int toDay) =>
        Assert.Equal(new LocalDate(toYear, toMonth, toDay), B3.AddBusinessDays(new LocalDate(year, month, day), n));

    [Fact]
    public void No_business_days_from_a_holiday_lead_nowhere()
    {
        var refused = Assert.Throws<ArgumentException>(() => B3.AddBusinessDays(new LocalDate(2026, 11, 20), 0));
        Assert.Contains("2026-11-20 is no business day of \"b3\" (Consciência Negra)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_question_agrees_with_walking_day_by_day()
    {
        var days = Days(new LocalDate(2000, 1, 1), new LocalDate(2003, 12, 31)).ToList();
        var open = days.Where(B3.IsBusinessDay).ToList();
        foreach (var date in days.Where(date => date.Year is 2001 or 2002))
        {
            var after = open.Where(other => other > date).ToList();
            var before = open.Where(other => other < date).Reverse().ToList();
            Assert.Equal(after[0], B3.NextBusinessDay(date));
            Assert.Equal(before[0], B3.PreviousBusinessDay(date));
            Assert.Equal(after[99], B3.AddBusinessDays(date, 100));
            Assert.Equal(before[99], B3.AddBusinessDays(date, -100));
            Assert.Equal(open.Count(other => other < date), B3.CountBusinessDays(new LocalDate(2000, 1, 1), date));
            var month = open.Where(other => other.ToYearMonth() == date.ToYearMonth()).ToList();
            Assert.Equal(month[^1], B3.LastBusinessDayOfMonth(date.ToYearMonth()));
            Assert.Equal(
                month.ElementAtOrDefault(date.Day - 1) is { Year: > 1 } nth ? nth : null, B3.NthBusinessDayOfMonth(date.ToYearMonth(), date.Day));
            Assert.Equal(
                month.AsEnumerable().Reverse().ElementAtOrDefault(date.Day - 1) is { Year: > 1 } last ? last : null,
                B3.NthBusinessDayOfMonth(date.ToYearMonth(), -date.Day));
        }
    }

    [Fact]
    public void Far_costs_as_much_as_near()
    {
        var reads = 0;
        var counted = Anbima.ReadThrough(list => new CountingList(list, () => reads++));
        var date = new LocalDate(2026, 11, 20);
        var month = date.ToYearMonth();

        Assert.Equal(Reads(() => counted.AddBusinessDays(date, 1)), Reads(() => counted.AddBusinessDays(date, 10_000)));
        Assert.Equal(Reads(() => counted.AddBusinessDays(date, -1)), Reads(() => counted.AddBusinessDays(date, -5_000)));
        Assert.Equal(
            Reads(() => counted.CountBusinessDays(date, date.PlusDays(1))), Reads(() => counted.CountBusinessDays(date, date.PlusYears(100))));
        Assert.Equal(Reads(() => counted.NthBusinessDayOfMonth(month, 1)), Reads(() => counted.NthBusinessDayOfMonth(month, -19)));
        Assert.Equal(Reads(() => counted.IsBusinessDay(new LocalDate(2000, 1, 1))), Reads(() => counted.IsBusinessDay(new LocalDate(2199, 12, 31))));
        Assert.InRange(Reads(() => counted.AddBusinessDays(date, 10_000)), 1, 4);

        int Reads<T>(Func<T> ask)
        {
            reads = 0;
            _ = ask();
            return reads;
        }
    }

    [Fact]
    public void A_count_includes_its_first_day_and_not_its_last()
    {
        Assert.Equal(1, B3.CountBusinessDays(new LocalDate(2026, 11, 19), new LocalDate(2026, 11, 23)));
        Assert.Equal(0, B3.CountBusinessDays(new LocalDate(2026, 11, 19), new LocalDate(2026, 11, 19)));
        Assert.Equal(0, B3.CountBusinessDays(new LocalDate(2200, 1, 1), new LocalDate(2200, 1, 1)));
        Assert.Equal(249, Anbima.CountBusinessDays(new LocalDate(2006, 1, 1), new LocalDate(2007, 1, 1)));
        Assert.True(B3.CountBusinessDays(new LocalDate(2000, 1, 1), new LocalDate(2200, 1, 1)) > 49_000);
        Assert.Throws<ArgumentException>(() => B3.CountBusinessDays(new LocalDate(2026, 11, 20), new LocalDate(2026, 11, 19)));
    }

    [Fact]
    public void A_month_that_has_no_such_day_has_none()
    {
        Assert.Null(B3.NthBusinessDayOfMonth(new YearMonth(2026, 11), 21));
        Assert.Null(B3.NthBusinessDayOfMonth(new YearMonth(2026, 11), int.MinValue));
        Assert.Null(B3.NthBusinessDayOfMonth(new YearMonth(2026, 11), int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => B3.NthBusinessDayOfMonth(new YearMonth(2026, 11), 0));
        Assert.Null(CalendarFilesTests.ACalendar("closed", [.. Days(new LocalDate(2026, 2, 1), new LocalDate(2026, 2, 28))])
            .LastBusinessDayOfMonth(new YearMonth(2026, 2)));
    }

    [Fact]
    public void Outside_its_years_a_calendar_is_an_error()
    {
        var (early, late) = (new LocalDate(1999, 12, 31), new LocalDate(2200, 1, 1));
        Assert.All(
            [
                () => B3.IsBusinessDay(early), () => B3.HolidaysOn(late), () => B3.HolidayNameOn(late), () => B3.HalfDayOn(early),
                () => B3.IsProjected(late),
                () => B3.NextBusinessDay(late), () => B3.AddBusinessDays(early, 5), () => B3.CountBusinessDays(early, late),
                () => B3.CountBusinessDays(late.PlusDays(-1), late.PlusDays(1)), () => B3.NthBusinessDayOfMonth(late.ToYearMonth(), 1),
                () => B3.AddBusinessDays(late.PlusDays(-1), 1), () => B3.AddBusinessDays(late.PlusDays(-1), int.MaxValue),
                () => B3.AddBusinessDays(late.PlusDays(-1), int.MinValue),
            ],
            (Func<object?> ask) =>
            {
                var ends = Assert.Throws<CalendarEndsException>(() => { _ = ask(); });
                Assert.Equal(("b3", 2000, 2199), (ends.Calendar, ends.FromYear, ends.ThroughYear));
                Assert.Contains("known from 2000 through 2199", ends.Message, StringComparison.Ordinal);
            });
        Assert.Equal(late, Assert.Throws<CalendarEndsException>(() => B3.IsBusinessDay(late)).Date);
    }

    [Fact]
    public void A_year_that_is_not_published_is_projected()
    {
        Assert.False(B3.IsProjected(new LocalDate(2026, 12, 31)));
        Assert.True(B3.IsProjected(new LocalDate(2027, 1, 1)));
        Assert.False(Anbima.IsProjected(new LocalDate(2199, 12, 31)));
    }

    [Theory]
    [InlineData(2025, 3, 5, 13)]
    [InlineData(2026, 2, 18, 13)]
    public void Ash_wednesday_opens_late(int year, int month, int day, int hour)
    {
        var half = B3.HalfDayOn(new LocalDate(year, month, day));
        Assert.Equal(("Quarta-feira de Cinzas", new LocalTime(hour, 0)), (half?.Name, half?.Opens));
        Assert.True(B3.IsBusinessDay(new LocalDate(year, month, day)));
        Assert.Null(B3.HalfDayOn(new LocalDate(year, month, day + 1)));
    }

    [Theory]
    [InlineData("b3", 2026, 1, 1, "Confraternização Universal")]
    [InlineData("b3", 2021, 1, 25, "Aniversário de São Paulo")]
    [InlineData("b3", 2022, 1, 25, null)]
    [InlineData("b3", 2026, 2, 16, "Carnaval")]
    [InlineData("b3", 2026, 2, 17, "Carnaval")]
    [InlineData("br", 2026, 2, 17, null)]
    [InlineData("br", 2000, 4, 21, "Sexta-feira Santa; Tiradentes")]
    [InlineData("b3", 2014, 6, 12, "Abertura da Copa")]
    [InlineData("b3", 2026, 6, 4, "Corpus Christi")]
    [InlineData("br", 2026, 6, 4, null)]
    [InlineData("sao-paulo", 2026, 6, 4, "Corpus Christi")]
    [InlineData("sao-paulo", 2026, 7, 9, "Revolução Constitucionalista")]
    [InlineData("b3", 2020, 7, 9, null)]
    [InlineData("anbima", 2023, 11, 20, null)]
    [InlineData("anbima", 2024, 11, 20, "Consciência Negra")]
    [InlineData("sao-paulo", 2023, 11, 20, "Consciência Negra")]
    [InlineData("b3", 2023, 11, 20, null)]
    [InlineData("b3", 2026, 12, 24, "Véspera de Natal")]
    [InlineData("b3", 2026, 12, 31, "Véspera de Ano-Novo")]
    [InlineData("b3", 2022, 12, 30, "Véspera de Ano-Novo")]
    [InlineData("anbima", 2026, 12, 31, null)]
    [InlineData("br", 2026, 5, 1, "Dia do Trabalho")]
    [InlineData("br", 2026, 9, 7, "Independência do Brasil")]
    [InlineData("br", 2026, 10, 12, "Nossa Senhora Aparecida")]
    [InlineData("br", 2026, 11, 2, "Finados")]
    [InlineData("br", 2026, 11, 15, "Proclamação da República")]
    [InlineData("br", 2026, 12, 25, "Natal")]
    public void A_holiday_bears_its_portuguese_name(string calendar, int year, int month, int day, string? name) =>
        Assert.Equal(name, CalendarSet.Brazilian.Get(calendar).HolidayNameOn(new LocalDate(year, month, day)));

    [Fact]
    public void Every_holiday_has_both_names_a_source_and_its_years() =>
        Assert.All(CalendarSet.Brazilian.All.SelectMany(calendar => calendar.Dates.Holidays), named =>
        {
            Assert.NotEmpty(named.Holiday.Name);
            Assert.NotEmpty(named.Holiday.EnglishName);
            Assert.NotEmpty(named.Holiday.Source);
            Assert.All(named.Dates, date => Assert.InRange(date.Year, named.Holiday.FromYear ?? 1, named.Holiday.ToYear ?? 9999));
        });

    [Fact]
    public void Years_are_as_documented() => Assert.Equal(
        ["anbima 2000 2199 2199", "b3 2000 2026 2199", "br 1950 2199 2199", "sao-paulo 1950 2199 2199"],
        CalendarSet.Brazilian.All.Select(calendar => $"{calendar.Name} {calendar.FromYear} {calendar.ConfirmedThrough} {calendar.ProjectedThrough}"));

    private static IEnumerable<LocalDate> Days(LocalDate from, LocalDate through) => OracleList.Days(from, through);

    private sealed class CountingList(IReadOnlyList<int> inner, Action read) : IReadOnlyList<int>
    {
        public int Count => inner.Count;

        public int this[int index]
        {
            get
            {
                read();
                return inner[index];
            }
        }

        public IEnumerator<int> GetEnumerator() => throw new NotSupportedException("Nothing may be read from end to end.");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
