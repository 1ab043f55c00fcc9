using NodaTime;

namespace RoutineScheduler.Calendars;

/// <summary>The Gregorian calendar's Easter Sunday, from which Carnival, Good Friday and Corpus Christi are counted.</summary>
internal static class Easter
{
    /// <summary>The anonymous Gregorian computus (Meeus, Jones, Butcher); its letters are the usual ones.</summary>
    public static LocalDate Of(int year)
    {
        var a = year % 19;
        var (b, c) = Math.DivRem(year, 100);
        var (d, e) = Math.DivRem(b, 4);
        var g = ((8 * b) + 13) / 25;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var (month, day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new LocalDate(year, month, day + 1);
    }
}
