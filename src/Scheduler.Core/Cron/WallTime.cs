using System.Globalization;
using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>
/// A wall-clock time counted from the midnight of an order date, 00:00 to 48:00: 26:00 is 02:00 of the next date.
/// The default is 00:00.
/// </summary>
public readonly record struct WallTime : IComparable<WallTime>
{
    private const int MostSeconds = 48 * 3_600;

    private readonly int seconds;

    private WallTime(int seconds) => this.seconds = seconds;

    public static WallTime Midnight => default;

    /// <summary>48:00, the latest there is.</summary>
    public static WallTime Latest => new(MostSeconds);

    public int Hours => seconds / 3_600;

    public int Minutes => seconds / 60 % 60;

    public int Seconds => seconds % 60;

    public static bool operator <(WallTime left, WallTime right) => left.seconds < right.seconds;

    public static bool operator >(WallTime left, WallTime right) => left.seconds > right.seconds;

    public static bool operator <=(WallTime left, WallTime right) => left.seconds <= right.seconds;

    public static bool operator >=(WallTime left, WallTime right) => left.seconds >= right.seconds;

    /// <exception cref="ArgumentOutOfRangeException">The time is not within 00:00:00-48:00:00, or minutes or seconds are not 0-59.</exception>
    public static WallTime Of(int hours, int minutes = 0, int seconds = 0) =>
        Make(hours, minutes, seconds) ?? throw new ArgumentOutOfRangeException(nameof(hours),
            $"{hours}:{minutes}:{seconds} is no wall-clock time: 00:00:00 to 48:00:00 are, with minutes and seconds of 0-59");

    /// <exception cref="ArgumentException">The time has a fraction of a second.</exception>
    public static WallTime Of(LocalTime time) => time.NanosecondOfSecond == 0
        ? Of(time.Hour, time.Minute, time.Second)
        : throw new ArgumentException($"{time} has a fraction of a second; a wall-clock time has whole seconds", nameof(time));

    /// <summary>Reads <c>HH:mm</c> or <c>HH:mm:ss</c>, each with two digits.</summary>
    /// <exception cref="FormatException">Says what is allowed.</exception>
    public static WallTime Parse(string text) => TryParse(text, out var time)
        ? time
        : throw new FormatException(
            $"{Quotation.Of(text)} is no wall-clock time: HH:mm or HH:mm:ss from 00:00 to 48:00 are (26:00 is 02:00 of the next date)");

    public static bool TryParse(string text, out WallTime time)
    {
        var parts = text.Split(':');
        var made = parts.Length is 2 or 3 && parts.All(part => part is [>= '0' and <= '9', >= '0' and <= '9'])
            ? Make(Number(parts[0]), Number(parts[1]), parts.Length == 3 ? Number(parts[2]) : 0)
            : null;
        time = made ?? default;
        return made is not null;
    }

    /// <summary>The reading of this time, counted from the midnight of the date.</summary>
    public LocalDateTime On(LocalDate date) => date.AtMidnight().PlusSeconds(seconds);

    public int CompareTo(WallTime other) => seconds.CompareTo(other.seconds);

    /// <summary><c>HH:mm</c>, with seconds where there are some.</summary>
    public override string ToString() => Seconds == 0 ? $"{Hours:00}:{Minutes:00}" : $"{Hours:00}:{Minutes:00}:{Seconds:00}";

    private static WallTime? Make(int hours, int minutes, int seconds) =>
        hours is >= 0 and <= 48 && minutes is >= 0 and <= 59 && seconds is >= 0 and <= 59
        && hours * 3_600 + minutes * 60 + seconds is var total and <= MostSeconds
            ? new WallTime(total)
            : null;

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
