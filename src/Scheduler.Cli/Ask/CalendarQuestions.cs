using System.Text.Json;
using NodaTime.Text;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Cli.Ask;

/// <summary>Of the built-in calendars: a question needs no storage, so it knows no host's own.</summary>
internal static class CalendarQuestions
{
    public static QuestionKind Day { get; } = new("calendar-day", ["calendar", "date"], AnswerDay);

    public static QuestionKind Add { get; } = new("calendar-add", ["calendar", "date", "days"], AnswerAdd);

    public static QuestionKind Nth { get; } = new("calendar-nth", ["calendar", "month", "n"], AnswerNth);

    public static QuestionKind Count { get; } = new("calendar-count", ["calendar", "from", "to"], AnswerCount);

    private static void AnswerDay(Question question, Utf8JsonWriter answer)
    {
        var (calendar, date) = (Calendar(question), question.RequiredDate("date"));
        question.ThrowIfWrong();
        answer.WriteBoolean("businessDay", calendar!.IsBusinessDay(date));
        if (calendar.HolidayNameOn(date) is { } holiday)
        {
            answer.WriteString("holiday", holiday);
        }
    }

    private static void AnswerAdd(Question question, Utf8JsonWriter answer)
    {
        var (calendar, date) = (Calendar(question), question.RequiredDate("date"));
        var days = question.Number("days", int.MinValue, int.MaxValue);
        question.ThrowIfWrong();
        answer.WriteString("date", LocalDatePattern.Iso.Format(calendar!.AddBusinessDays(date, days)));
    }

    private static void AnswerNth(Question question, Utf8JsonWriter answer)
    {
        var (calendar, month) = (Calendar(question), question.RequiredMonth("month"));
        var n = question.Number("n", int.MinValue, int.MaxValue);
        question.ThrowIfWrong();
        if (calendar!.NthBusinessDayOfMonth(month, n) is { } date)
        {
            answer.WriteString("date", LocalDatePattern.Iso.Format(date));
        }
        else
        {
            answer.WriteNull("date");
        }
    }

    private static void AnswerCount(Question question, Utf8JsonWriter answer)
    {
        var calendar = Calendar(question);
        var (from, to) = (question.RequiredDate("from"), question.RequiredDate("to"));
        question.ThrowIfWrong();
        answer.WriteNumber("days", calendar!.CountBusinessDays(from, to));
    }

    private static BusinessCalendar? Calendar(Question question)
    {
        _ = question.Required("calendar");
        if (question.Text("calendar") is not { } name)
        {
            return null;
        }

        if (BuiltInCalendars.All.TryGet(name, out var calendar))
        {
            return calendar;
        }

        question.Wrong("calendar", UnknownCalendarException.TextFor(name, BuiltInCalendars.All.Names));
        return null;
    }
}
