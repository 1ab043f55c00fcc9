using NodaTime;
using RoutineScheduler.Calendars;
using Xunit;

namespace RoutineScheduler.Core.Tests.Calendars;

public sealed class CalendarFilesTests
{
    private const string Nyse = """
        {"name": "nyse", "fromYear": 2025, "confirmedThrough": 2026, "projectedThrough": 2027,
         "holidays": [{"name": "Natal", "englishName": "Christmas Day", "source": "rule 7.2", "fromYear": 1871,
                       "dates": ["2026-12-25", "2025-12-25"]},
                      {"name": "Independence Day", "dates": ["2026-07-03"]}],
         "halfDays": [{"name": "Véspera", "opens": "09:30", "dates": ["2026-12-24"]}]}
        """;

    public static BusinessCalendar ACalendar(string name, params IReadOnlyList<LocalDate> closed) => BusinessCalendar.Create(new CalendarDates
    {
        Name = name,
        FromYear = 2026,
        ConfirmedThrough = 2026,
        ProjectedThrough = 2026,
        Holidays = closed.Count == 0 ? [] : [new HolidayDates(new Holiday("Feriado", "Holiday"), closed)],
    });

    [Fact]
    public void A_calendar_is_read_from_json()
    {
        var nyse = BusinessCalendar.FromJson(Nyse);
        Assert.Equal(("nyse", 2025, 2026, 2027), (nyse.Name, nyse.FromYear, nyse.ConfirmedThrough, nyse.ProjectedThrough));
        Assert.Equal([new Holiday("Natal", "Christmas Day", "rule 7.2", 1871)], nyse.HolidaysOn(new LocalDate(2025, 12, 25)));
        Assert.Equal("Independence Day", nyse.HolidaysOn(new LocalDate(2026, 7, 3)).Single().EnglishName);
        Assert.Equal(new LocalTime(9, 30), nyse.HalfDayOn(new LocalDate(2026, 12, 24))?.Opens);
        Assert.False(nyse.IsBusinessDay(new LocalDate(2026, 12, 26)));
    }

    [Fact]
    public void A_weekend_need_not_be_saturday_and_sunday()
    {
        var gulf = BusinessCalendar.FromJson(
            """{"name": "gulf", "weekend": ["sat", "fri"], "fromYear": 2026, "confirmedThrough": 2026, "holidays": []}""");
        Assert.False(gulf.IsBusinessDay(new LocalDate(2026, 11, 20)));
        Assert.True(gulf.IsBusinessDay(new LocalDate(2026, 11, 22)));
        Assert.Equal(2026, gulf.ProjectedThrough);
    }

    [Theory]
    [InlineData("anbima")]
    [InlineData("b3")]
    [InlineData("br")]
    [InlineData("sao-paulo")]
    public void A_calendar_is_stored_as_its_dates_and_read_back(string name)
    {
        var calendar = CalendarSet.Brazilian.Get(name);
        var stored = BusinessCalendar.FromJson(calendar.ToJson());
        Assert.Equal(calendar.ToJson(), stored.ToJson());
        Assert.Equal(calendar.Hash, stored.Hash);
        Assert.Equal(64, stored.Hash.Length);
        Assert.All(OracleList.Days(calendar.First, calendar.Last), date =>
        {
            Assert.Equal(calendar.IsBusinessDay(date), stored.IsBusinessDay(date));
            Assert.Equal(calendar.HolidaysOn(date), stored.HolidaysOn(date));
            Assert.Equal(calendar.HalfDayOn(date), stored.HalfDayOn(date));
        });
    }

    [Fact]
    public void Order_without_meaning_does_not_change_the_hash()
    {
        var (first, second) = (new LocalDate(2026, 3, 2), new LocalDate(2026, 3, 3));
        Assert.Equal(ACalendar("a", first, second).Hash, ACalendar("a", second, first).Hash);
        Assert.NotEqual(ACalendar("a", first, second).Hash, ACalendar("a", first).Hash);
        Assert.NotEqual(ACalendar("a", first).Hash, ACalendar("b", first).Hash);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_with_its_path()
    {
        var wrong = Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.FromJson("""
            {"nmae": "x", "weekend": ["sat", "sunday"], "fromYear": "2026", "confirmedThrough": 2026.5,
             "holidays": [{"name": 7, "dates": ["2026-02-30", 20260101]}, [], {"name": "a"}], "halfDays": [{"name": "h", "opens": "9h", "dates": []}],
             "weekend": []}
            """));
        Assert.Equal(
            [
                "nmae: unknown property. Did you mean \"name\"? " +
                "Known: name, weekend, fromYear, confirmedThrough, projectedThrough, holidays, halfDays",
                "weekend: stands there twice",
                "confirmedThrough: expected a year from 1 to 9999, found 2026.5",
                "name: is missing",
                "fromYear: expected a year from 1 to 9999, found \"2026\"",
                "holidays[0].name: expected a text, found 7",
                "holidays[0].dates[0]: expected a date as \"2026-12-25\", found \"2026-02-30\"",
                "holidays[0].dates[1]: expected a date as \"2026-12-25\", found 20260101",
                "holidays[1]: expected an object, found []",
                "holidays[2].dates: is missing",
                "halfDays[0].opens: expected a time as \"13:00\", found \"9h\"",
                "weekend[1]: expected one of mon, tue, wed, thu, fri, sat, sun, found \"sunday\"",
                "halfDays[0].dates: at least one date is needed",
            ],
            wrong.Problems);
        Assert.All(wrong.Problems, problem => Assert.Contains(problem, wrong.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "$: no JSON at line 1, column 1")]
    [InlineData("{\"name\": }", "$: no JSON at line 1, column 10")]
    [InlineData("[]", "$: expected an object, found []")]
    public void What_is_no_json_object_is_refused(string json, string problem) =>
        Assert.Equal(problem, Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.FromJson(json)).Problems[0]);

    [Theory]
    [InlineData("""{"name": "\ud800", "fromYear": 2026, "confirmedThrough": 2026, "holidays": []}""", "name: expected a text of Unicode")]
    [InlineData("""{"name": "a", "\ud800": 1, "fromYear": 2026, "confirmedThrough": 2026, "holidays": []}""", "$: has a property whose name")]
    [InlineData("""{"name": "a", "fromYear": 2026, "confirmedThrough": 2026, "holidays": [{"name": "b", "dates": ["\udfff"]}]}""",
        "holidays[0].dates[0]: expected a date")]
    [InlineData(
        """
        {"name": "a", "fromYear": 2026, "confirmedThrough": 2026,
         "holidays": [{"name": "b\u0000", "englishName": "b", "dates": ["2026-01-01"]}]}
        """,
        "holidays[0].name: has a control character")]
    public void A_text_that_no_report_can_show_is_refused(string json, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.FromJson(json)).Problems));

    [Fact]
    public void What_cannot_be_read_does_not_hide_what_cannot_be_and_is_not_said_twice()
    {
        const string Json = """
            {"name": "No Name", "fromYear": 2026, "confirmedThrough": 2025, "holidays": [
              {"name": 7, "dates": ["2026-12-25"]}, {"name": "b", "dates": ["x", "1999-12-25"]}, [],
              {"name": "", "dates": ["2026-12-25", "2026-12-25"]}]}
            """;

        Assert.Equal(
            [
                "holidays[0].name", "holidays[1].dates[0]", "holidays[2]",
                "name", "confirmedThrough", "holidays[0].dates[0]", "holidays[1].dates[1]", "holidays[3].name", "holidays[3].englishName",
                "holidays[3].dates[0]", "holidays[3].dates[1]", "holidays[3].dates[1]",
            ],
            Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.FromJson(Json)).Problems.Select(problem => problem.Split(':')[0]));
    }

    [Theory]
    [InlineData("\"x\"", "2026", "2027", "dates[3] lies after the calendar's last year, 2027")]
    [InlineData(
        "2026", "\"x\"", "2027", "dates[2] lies before the calendar's first year, 2026; dates[3] lies after the calendar's last year, 2027")]
    [InlineData("2026", "2026", "\"x\"", "dates[2] lies before the calendar's first year, 2026")]
    [InlineData("2026", "2025", "\"x\"", "confirmedThrough; dates[2] lies before the calendar's first year, 2026")]
    [InlineData("\"x\"", "\"x\"", "\"x\"", "")]
    public void A_date_is_held_against_each_year_that_can_be_read(string from, string confirmed, string projected, string said)
    {
        var json = $$"""
            {"name": "a", "fromYear": {{from}}, "confirmedThrough": {{confirmed}}, "projectedThrough": {{projected}},
             "holidays": [{"name": "h", "dates": ["2026-13-01", "2026-12-25", "1999-12-25", "2031-12-25"]}],
             "halfDays": [{"name": "a", "opens": "13:00", "dates": ["x"]}, {"name": "b", "opens": "13:00", "dates": ["x"]}]}
            """;

        var problems = Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.FromJson(json)).Problems
            .Where(problem => !problem.Contains("expected", StringComparison.Ordinal));

        Assert.Equal(said, string.Join("; ", problems.Select(problem => problem switch
        {
            _ when problem.StartsWith("holidays[0].", StringComparison.Ordinal) => $"{problem[12..20]}{problem[32..]}",
            _ => Misread.PathOf(problem),
        })));
    }

    [Fact]
    public void Dates_that_cannot_be_a_calendar_are_refused_all_at_once()
    {
        var dates = new CalendarDates
        {
            Name = "B 3",
            Weekend = [.. Enum.GetValues<IsoDayOfWeek>()],
            FromYear = 2026,
            ConfirmedThrough = 2025,
            ProjectedThrough = 2024,
            Holidays =
            [
                new HolidayDates(new Holiday("", "x"), []),
                new HolidayDates(new Holiday("Natal", "Christmas", ToYear: 2026), [new LocalDate(2025, 12, 25)]),
            ],
        };
        var paths = Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.Create(dates)).Problems.Select(problem => problem.Split(':')[0]);
        Assert.Equal(
            ["name", "weekend", "weekend", "confirmedThrough", "projectedThrough", "holidays[0].name", "holidays[0].dates", "holidays[1].dates[0]"],
            paths);
    }

    [Fact]
    public void Twins_and_dates_out_of_a_holidays_years_are_refused()
    {
        var christmas = new LocalDate(2026, 12, 25);
        var half = new HalfDayDates(new HalfDay("Véspera", "Eve", new LocalTime(13, 0)), [new LocalDate(2026, 12, 24)]);
        var dates = ACalendar("a").Dates with
        {
            Holidays =
            [
                new HolidayDates(new Holiday("Natal", "Christmas", ToYear: 2020), [christmas]),
                new HolidayDates(new Holiday("N", "C"), [christmas, christmas]),
            ],
            HalfDays = [half, half],
        };
        Assert.Equal(
            [
                "holidays[0].dates[0]: 2026-12-25 lies outside the years in which \"Natal\" holds, to 2020",
                "holidays[1].dates[1]: 2026-12-25 stands there twice",
                "halfDays[1].dates: 2026-12-24 is a half day already, by halfDays[0]",
            ],
            Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.Create(dates)).Problems);
    }

    [Fact]
    public void A_file_that_is_wrong_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Nyse);
            Assert.Equal("nyse", BusinessCalendar.FromFile(file).Name);
            File.WriteAllText(file, "{}");
            Assert.Contains(file, Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.FromFile(file)).Message, StringComparison.Ordinal);
            Assert.Contains(file, Assert.Throws<InvalidCalendarException>(() => CalendarOverlay.FromFile(file)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
