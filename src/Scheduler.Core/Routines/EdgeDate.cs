using System.Globalization;
using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Routines;

/// <summary>Which order date of its predecessor an edge means, seen from the order date of the run that waits.</summary>
public abstract record EdgeDate
{
    /// <summary>How far back an edge may lead, in days or business days.</summary>
    public const int MaxDaysBack = 10_000;

    private EdgeDate()
    {
    }

    /// <summary>The run's own order date.</summary>
    public sealed record Same : EdgeDate
    {
        public override string ToString() => "Same";
    }

    /// <summary>The latest earlier date on which the predecessor is planned.</summary>
    public sealed record PreviousPlanned : EdgeDate
    {
        public override string ToString() => "PreviousPlanned";
    }

    /// <summary>So many business days before.</summary>
    public sealed record BusinessDays : EdgeDate
    {
        /// <param name="days">Negative: -1 is the business day before.</param>
        /// <param name="calendar">Null: the routine calendar.</param>
        /// <exception cref="ArgumentOutOfRangeException">The offset is not within −1 … −10,000.</exception>
        public BusinessDays(int days, string? calendar = null) => (Offset, Calendar) = (Earlier(days), calendar);

        public int Offset { get; }

        public string? Calendar { get; }

        public override string ToString() => Calendar is null ? $"BusinessDays({Number(Offset)})" : $"BusinessDays({Number(Offset)}, {Calendar})";
    }

    /// <summary>So many calendar days before.</summary>
    public sealed record Days : EdgeDate
    {
        /// <param name="days">Negative: -1 is the day before.</param>
        /// <exception cref="ArgumentOutOfRangeException">The offset is not within −1 … −10,000.</exception>
        public Days(int days) => Offset = Earlier(days);

        public int Offset { get; }

        public override string ToString() => $"Days({Number(Offset)})";
    }

    /// <summary>The full date that is stored with the run. Null where the predecessor is planned on no earlier date.</summary>
    /// <param name="routineCalendar">Of the waiting routine: what business days mean where the edge names no calendar.</param>
    /// <param name="previousPlanned">The planner's answer for the predecessor: the latest planned date before the given one.</param>
    /// <exception cref="CalendarEndsException">The calendar does not reach so far back.</exception>
    /// <exception cref="UnknownCalendarException">The edge names a calendar that is not in the set.</exception>
    internal LocalDate? From(
        LocalDate orderDate, BusinessCalendar routineCalendar, CalendarSet calendars, Func<LocalDate, LocalDate?> previousPlanned) => this switch
        {
            BusinessDays it => (it.Calendar is null ? routineCalendar : calendars.Get(it.Calendar)).AddBusinessDays(orderDate, it.Offset),
            Days it => orderDate.PlusDays(it.Offset),
            PreviousPlanned => previousPlanned(orderDate),
            _ => orderDate,
        };

    /// <summary>Reads what <see cref="object.ToString"/> printed.</summary>
    /// <exception cref="FormatException">It is none of the four forms.</exception>
    internal static EdgeDate Parse(string text)
    {
        var words = text.TrimEnd(')').Split('(', 2);
        var arguments = words.Length < 2 ? [] : words[1].Split(", ");
        var isOffset = int.TryParse(arguments.FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)
            && IsEarlier(offset);
        return (words[0], arguments.Length) switch
        {
            ("Same", 0) => new Same(),
            ("PreviousPlanned", 0) => new PreviousPlanned(),
            ("BusinessDays", 1) when isOffset => new BusinessDays(offset),
            ("BusinessDays", 2) when isOffset => new BusinessDays(offset, arguments[1]),
            ("Days", 1) when isOffset => new Days(offset),
            _ => throw new FormatException(
                $"'{text}' is no date of an edge: write Same, PreviousPlanned, BusinessDays(-1), BusinessDays(-1, b3) or Days(-1)."),
        };
    }

    private static bool IsEarlier(int days) => days is < 0 and >= -MaxDaysBack;

    private static int Earlier(int days) => IsEarlier(days)
        ? days
        : throw new ArgumentOutOfRangeException(
            nameof(days), days,
            $"An edge leads 1–{Number(MaxDaysBack)} days back (-1 is the day before), or is Same; a run cannot wait for a later date.");

    private static string Number(int offset) => offset.ToString(CultureInfo.InvariantCulture);
}
