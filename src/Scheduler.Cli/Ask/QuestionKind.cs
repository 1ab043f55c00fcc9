using System.Text.Json;

namespace RoutineScheduler.Cli.Ask;

/// <param name="Name">What "ask" says.</param>
/// <param name="Properties">Those that it may have, "ask" aside; any other one is refused.</param>
/// <param name="Answer">Reads everything, then writes the properties of the answer.</param>
internal sealed record QuestionKind(string Name, string[] Properties, Action<Question, Utf8JsonWriter> Answer)
{
    public static IReadOnlyDictionary<string, QuestionKind> All { get; } = new[]
    {
        CronQuestions.Next, CalendarQuestions.Day, CalendarQuestions.Add, CalendarQuestions.Nth, CalendarQuestions.Count,
        DayGroupQuestions.Dates, PlanQuestions.Plan, TransitionQuestions.Transition,
    }.ToDictionary(kind => kind.Name);
}
