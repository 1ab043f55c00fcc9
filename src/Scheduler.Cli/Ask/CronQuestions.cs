using System.Text.Json;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Cli.Ask;

internal static class CronQuestions
{
    private const int MostInstants = 100_000;

    public static readonly (string Word, DayFields Meaning)[] DayFieldWords = [("either", DayFields.Either), ("both", DayFields.Both)];

    public static readonly (string Word, CronDialect Meaning)[] DialectWords =
        [("standard", CronDialect.Standard), ("seconds-last", CronDialect.SecondsLast)];

    public static QuestionKind Next { get; } = new("cron-next", ["expression", "zone", "after", "count", "dayFields", "dialect"], AnswerNext);

    private static void AnswerNext(Question question, Utf8JsonWriter answer)
    {
        var expression = question.RequiredText("expression");
        var zone = question.Zone("zone");
        _ = question.Required("after");
        var after = question.At("after");
        var count = question.Number("count", 0, MostInstants, byDefault: 1);
        var dayFields = question.Choice("dayFields", DayFieldWords);
        var dialect = question.Choice("dialect", DialectWords);
        question.ThrowIfWrong();

        var instants = CronSchedule.Parse(expression, dialect, dayFields).NextAfter(after!.Value, zone, count);
        answer.WriteStartArray("instants");
        foreach (var instant in instants)
        {
            answer.WriteStringValue(InstantText.Of(instant, zone));
        }

        answer.WriteEndArray();
    }
}
