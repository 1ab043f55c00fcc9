using System.Text;
using NodaTime;
using RoutineScheduler.Calendars;
using Xunit;

namespace RoutineScheduler.Core.Tests.Calendars;

/// <summary>A calendar has the names that its file has, or is refused.</summary>
public sealed class CalendarTextTests : IDisposable
{
    private const string Calendar = """
        {"name": "mine", "fromYear": 2026, "confirmedThrough": 2026,
         "holidays": [{"name": "Confraternização", "dates": ["2026-01-01"]}]}
        """;

    private readonly string file = Path.GetTempFileName();

    public static TheoryData<Encoding> Read =>
        [new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32];

    public void Dispose() => File.Delete(file);

    [Theory]
    [MemberData(nameof(Read), DisableDiscoveryEnumeration = true)]
    public void Utf8_and_what_has_a_byte_order_mark_are_read(Encoding encoding)
    {
        File.WriteAllText(file, Calendar, encoding);

        Assert.Equal("Confraternização", BusinessCalendar.FromFile(file).HolidayNameOn(new LocalDate(2026, 1, 1)));
    }

    [Fact]
    public void A_calendar_or_an_overlay_in_latin_1_is_refused_with_its_line_and_byte()
    {
        File.WriteAllText(file, Calendar, Encoding.Latin1);

        const string Where = "$: is no UTF-8: byte 0xE7 at line 2, byte 38 of it; save it as UTF-8";
        Assert.Equal($"Calendar (file {file}), {Where}", Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.FromFile(file)).Message);
        Assert.Equal(
            $"Overlay of a calendar (file {file}), {Where}", Assert.Throws<InvalidCalendarException>(() => CalendarOverlay.FromFile(file)).Message);
    }

    [Fact]
    public void A_file_that_is_not_what_its_byte_order_mark_says_is_refused()
    {
        File.WriteAllBytes(file, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Calendar), (byte)'}']);

        var wrong = Assert.Throws<InvalidCalendarException>(() => BusinessCalendar.FromFile(file));
        Assert.Equal("$: is no UTF-16, as its first bytes say; save it as UTF-8", Assert.Single(wrong.Problems));
    }
}
