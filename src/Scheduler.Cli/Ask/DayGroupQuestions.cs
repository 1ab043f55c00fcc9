using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.DayGroups;

namespace RoutineScheduler.Cli.Ask;

internal static class DayGroupQuestions
{
    /// <summary>Five centuries: more than any calendar knows.</summary>
    private const int MostDates = 183_000;

    public static QuestionKind Dates { get; } = new("day-group", ["rule", "from", "to"], AnswerDates);

    private static void AnswerDates(Question question, Utf8JsonWriter answer)
    {
        var text = question.LongText("rule");
        var (from, to) = DateRange.Read(question, MostDates);
        question.ThrowIfWrong();

        var rule = DayRule.Parse(text);
        foreach (var problem in NamedCalendars.Unknown(text, rule.Calendars, BuiltInCalendars.All))
        {
            question.Wrong("rule", problem);
        }

        question.ThrowIfWrong();
        answer.WriteStartArray("dates");
        foreach (var date in rule.Dates(from, to, BuiltInCalendars.All))
        {
            answer.WriteStringValue(LocalDatePattern.Iso.Format(date));
        }

        answer.WriteEndArray();
        answer.WriteString("printed", rule.ToString());
    }
}

/// <summary>Both ends included.</summary>
internal static class DateRange
{
    public static (LocalDate From, LocalDate To) Read(Question question, int mostDates)
    {
        var (from, to) = (question.RequiredDate("from"), question.RequiredDate("to"));
        if (question.IsWrong)
        {
            return (from, to);
        }

        if (to < from)
        {
            var (first, last) = (LocalDatePattern.Iso.Format(from), LocalDatePattern.Iso.Format(to));
            question.Wrong("to", $"{last} lies before from, {first}; ask from the earlier date to the later one");
        }
        else if (Period.DaysBetween(from, to) >= mostDates)
        {
            question.Wrong("to", $"{Period.DaysBetween(from, to) + 1} dates are too many for one answer; ask about at most {mostDates}");
        }

        return (from, to);
    }
}
