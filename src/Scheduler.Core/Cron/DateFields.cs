using Cronos;
using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>
/// The three date fields. Cronos joins its two day fields by AND, so each field is an expression of its own here, and
/// <see cref="DayFields.Either"/> is the union of two.
/// </summary>
internal sealed class DateFields
{
    private readonly FieldText _month, _dayOfMonth, _dayOfWeek;
    private readonly CronExpression _inMonth, _onDayOfMonth, _onDayOfWeek;
    private readonly CronReadings _midnights;
    private readonly bool _eitherIsEnough;

    public DateFields(CronSyntax syntax, DayFields dayFields)
    {
        (_month, _dayOfMonth, _dayOfWeek) = (syntax.Month, syntax.DayOfMonth, syntax.DayOfWeek with { Text = SundayFirst(syntax.DayOfWeek.Text) });
        _inMonth = CronExpression.Parse($"0 0 * {_month.Text} *");
        _onDayOfMonth = CronExpression.Parse($"0 0 {_dayOfMonth.Text} * *");
        _onDayOfWeek = CronExpression.Parse($"0 0 * * {_dayOfWeek.Text}");
        _eitherIsEnough = dayFields == DayFields.Either && _dayOfMonth.IsRestricted && _dayOfWeek.IsRestricted;
        _midnights = new CronReadings("0 0 0", this);
    }

    public bool AreRestricted => _month.IsRestricted || _dayOfMonth.IsRestricted || _dayOfWeek.IsRestricted;

    public bool PickDaysByMonth => _dayOfMonth.IsRestricted || _dayOfWeek.Text.AsSpan().ContainsAny('#', 'L');

    /// <summary>Cronos' texts of the date fields; a date matches when it matches one of them.</summary>
    public IReadOnlyList<string> Alternatives => _eitherIsEnough
        ? [$"{_dayOfMonth.Text} {_month.Text} *", $"* {_month.Text} {_dayOfWeek.Text}"]
        : [$"{_dayOfMonth.Text} {_month.Text} {_dayOfWeek.Text}"];

    public DateFieldAnswer Ask(LocalDate date)
    {
        var (onDayOfMonth, onDayOfWeek) = (Matches(_onDayOfMonth, date), Matches(_onDayOfWeek, date));
        var oneIsEnough = _eitherIsEnough && (onDayOfMonth || onDayOfWeek);
        return new DateFieldAnswer(
            MonthSaidNo: !Matches(_inMonth, date),
            DayOfMonthSaidNo: !onDayOfMonth && !oneIsEnough,
            DayOfWeekSaidNo: !onDayOfWeek && !oneIsEnough);
    }

    /// <summary>The first matching date from <paramref name="from"/> on, inclusive; null where there is none up to year 9999.</summary>
    public LocalDate? Next(LocalDate from) => _midnights.Next(from.AtMidnight(), inclusive: true)?.Date;

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
