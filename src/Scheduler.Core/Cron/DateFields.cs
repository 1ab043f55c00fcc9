using Cronos;
using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>
/// The three date fields. Cronos joins its two day fields by AND, so each field is an expression of its own here, and
/// <see cref="DayFields.Either"/> is the union of two.
/// </summary>
internal sealed class DateFields
{
    private readonly FieldText month, dayOfMonth, dayOfWeek;
    private readonly CronExpression inMonth, onDayOfMonth, onDayOfWeek;
    private readonly CronReadings midnights;
    private readonly bool eitherIsEnough;

    public DateFields(CronSyntax syntax, DayFields dayFields)
    {
        (month, dayOfMonth, dayOfWeek) = (syntax.Month, syntax.DayOfMonth, syntax.DayOfWeek with { Text = SundayFirst(syntax.DayOfWeek.Text) });
        inMonth = CronExpression.Parse($"0 0 * {month.Text} *");
        onDayOfMonth = CronExpression.Parse($"0 0 {dayOfMonth.Text} * *");
        onDayOfWeek = CronExpression.Parse($"0 0 * * {dayOfWeek.Text}");
        eitherIsEnough = dayFields == DayFields.Either && dayOfMonth.IsRestricted && dayOfWeek.IsRestricted;
        midnights = new CronReadings("0 0 0", this);
    }

    public bool AreRestricted => month.IsRestricted || dayOfMonth.IsRestricted || dayOfWeek.IsRestricted;

    public bool PickDaysByMonth => dayOfMonth.IsRestricted || dayOfWeek.Text.AsSpan().ContainsAny('#', 'L');

    /// <summary>Cronos' texts of the date fields; a date matches when it matches one of them.</summary>
    public IReadOnlyList<string> Alternatives => eitherIsEnough
        ? [$"{dayOfMonth.Text} {month.Text} *", $"* {month.Text} {dayOfWeek.Text}"]
        : [$"{dayOfMonth.Text} {month.Text} {dayOfWeek.Text}"];

    public DateFieldAnswer Ask(LocalDate date)
    {
        var (isDay, isWeekday) = (Matches(onDayOfMonth, date), Matches(onDayOfWeek, date));
        var oneIsEnough = eitherIsEnough && (isDay || isWeekday);
        return new DateFieldAnswer(
            MonthSaidNo: !Matches(inMonth, date),
            DayOfMonthSaidNo: !isDay && !oneIsEnough,
            DayOfWeekSaidNo: !isWeekday && !oneIsEnough);
    }

    /// <summary>The first matching date from <paramref name="from"/> on, inclusive; null where there is none up to year 9999.</summary>
    public LocalDate? Next(LocalDate from) => midnights.Next(from.AtMidnight(), inclusive: true)?.Date;

    private static bool Matches(CronExpression days, LocalDate date)
    {
        var midnight = date.AtMidnight().ToCronos();
        return days.GetNextOccurrence(midnight, inclusive: true) == midnight;
    }

    /// <summary>Cronos loses the Sunday of a stepped range that begins with 7 (<c>7-3/2</c>); with 0 it does not.</summary>
    private static string SundayFirst(string dayOfWeek) => string.Join(',', dayOfWeek.Split(',').Select(item =>
        item.Split('-', '/') is [var from, var to, ..] && item.Contains('-') && IsSeven(from) && !IsSeven(to) ? $"0{item[from.Length..]}" : item));

    private static bool IsSeven(string value) => value is "7" or "07";
}
