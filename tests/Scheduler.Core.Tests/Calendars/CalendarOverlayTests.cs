using NodaTime;
using RoutineScheduler.Calendars;
using Xunit;

namespace RoutineScheduler.Core.Tests.Calendars;

public sealed class CalendarOverlayTests
{
    private static readonly LocalDate Mourning = new(2026, 11, 24);
    private static readonly LocalDate ChristmasEve = new(2026, 12, 24);

    [Fact]
    public void Single_dates_are_closed_and_opened()
    {
        var overlay = CalendarOverlay.FromJson("""
            {"calendar": "b3", "confirmedThrough": 2027, "remove": [{"date": "2026-12-24", "name": "Véspera de Natal"}],
             "add": [{"date": "2026-11-24", "name": "Luto oficial", "englishName": "Day of mourning", "source": "Decreto 1"}]}
            """);
        var set = CalendarSet.Brazilian.With(overlay);
        var b3 = set.Get("b3");
        Assert.Equal([new Holiday("Luto oficial", "Day of mourning", "Decreto 1", 2026, 2026)], b3.HolidaysOn(Mourning));
        Assert.True(b3.IsBusinessDay(ChristmasEve));
        Assert.Equal(new LocalDate(2026, 11, 25), b3.NextBusinessDay(new LocalDate(2026, 11, 23)));
        Assert.False(b3.IsProjected(new LocalDate(2027, 12, 31)));
        Assert.NotEqual(BrazilCalendars.B3.Hash, b3.Hash);
        Assert.False(BrazilCalendars.B3.IsBusinessDay(ChristmasEve));
    }

    [Fact]
    public void Other_dates_stay_as_they_are()
    {
        var b3 = new CalendarOverlay { Calendar = "b3", Remove = [new RemovedHoliday(ChristmasEve)] }.ApplyTo(BrazilCalendars.B3);
        Assert.Equal(
            [ChristmasEve],
            OracleList.Days(b3.First, b3.Last).Where(date => b3.IsBusinessDay(date) != BrazilCalendars.B3.IsBusinessDay(date)));
    }

    [Fact]
    public void One_of_two_holidays_on_a_date_can_go_or_both()
    {
        var date = new LocalDate(2000, 4, 21);
        Assert.Equal("Tiradentes", Without("Sexta-feira Santa").HolidayNameOn(date));
        Assert.Null(Without(null).HolidayNameOn(date));

        BusinessCalendar Without(string? name) =>
            new CalendarOverlay { Calendar = "br", Remove = [new RemovedHoliday(date, name)] }.ApplyTo(BrazilCalendars.National);
    }

    [Fact]
    public void A_half_day_that_is_closed_is_none_any_more()
    {
        var ash = new LocalDate(2026, 2, 18);
        var b3 = new CalendarOverlay { Calendar = "b3", Add = [new AddedHoliday(ash, "Greve", "Strike")] }.ApplyTo(BrazilCalendars.B3);
        Assert.Null(b3.HalfDayOn(ash));
    }

    [Fact]
    public void A_holiday_can_change_its_name()
    {
        var overlay = new CalendarOverlay
        {
            Calendar = "b3",
            Remove = [new RemovedHoliday(ChristmasEve)],
            Add = [new AddedHoliday(ChristmasEve, "Véspera de Natal", "Eve", "another notice")],
        };
        Assert.Equal("another notice", overlay.ApplyTo(BrazilCalendars.B3).HolidaysOn(ChristmasEve).Single().Source);
    }

    [Fact]
    public void All_that_does_not_fit_is_said_at_once()
    {
        var overlay = new CalendarOverlay
        {
            Calendar = "b3",
            ConfirmedThrough = 2025,
            Add =
            [
                new AddedHoliday(ChristmasEve, "Véspera de Natal", "Eve"),
                new AddedHoliday(new LocalDate(2200, 1, 1), " ", "x"),
                new AddedHoliday(Mourning, "Luto", "Mourning"),
                new AddedHoliday(Mourning, "Luto", "Mourning"),
            ],
            Remove =
            [
                new RemovedHoliday(Mourning),
                new RemovedHoliday(new LocalDate(2026, 12, 25), "Páscoa"),
                new RemovedHoliday(new LocalDate(1999, 1, 1)),
            ],
        };
        Assert.Equal(
            [
                "confirmedThrough: 2025 must lie from 2026 to 2199",
                "add[0]: 2026-12-24 is a holiday \"Véspera de Natal\" already",
                "add[1].name: must not be empty",
                "add[1].date: 2200-01-01 lies outside the calendar's years, 2000 to 2199",
                "add[2]: 2026-11-24 is a holiday \"Luto\" already",
                "add[3]: 2026-11-24 is a holiday \"Luto\" already",
                "remove[0]: 2026-11-24 is no holiday",
                "remove[1]: 2026-12-25 is no holiday \"Páscoa\", but Natal",
                "remove[2].date: 1999-01-01 lies outside the calendar's years, 2000 to 2199",
            ],
            Assert.Throws<InvalidCalendarException>(() => overlay.ApplyTo(BrazilCalendars.B3)).Problems);
    }

    [Fact]
    public void An_overlay_lies_over_its_own_calendar_only()
    {
        Assert.Throws<InvalidCalendarException>(() => new CalendarOverlay { Calendar = "b3" }.ApplyTo(BrazilCalendars.Anbima));
        Assert.Throws<UnknownCalendarException>(() => CalendarSet.Brazilian.With(new CalendarOverlay { Calendar = "b4" }));
    }

    [Fact]
    public void All_that_is_wrong_in_a_file_is_said_at_once() =>
        Assert.Equal(
            [
                "remvoe: unknown property. Did you mean \"remove\"? Known: calendar, add, remove, confirmedThrough",
                "calendar: is missing",
                "add[0].name: is missing",
                "add[0].date: expected a date as \"2026-12-25\", found \"24/12/2026\"",
            ],
            Assert.Throws<InvalidCalendarException>(
                () => CalendarOverlay.FromJson("""{"add": [{"date": "24/12/2026"}], "remvoe": []}""")).Problems);
}
