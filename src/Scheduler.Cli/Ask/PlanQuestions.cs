using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Ask;

internal static class PlanQuestions
{
    private const int MostDates = 36_600;
    private const int MostRuns = 500_000;

    private static readonly string[] OfRoutine =
        ["key", "type", "cron", "dialect", "dayFields", "every", "dayGroup", "zone", "between", "validFrom", "validTo", "activeFrom"];

    private static readonly LocalDate Latest = new(9990, 1, 1);

    public static QuestionKind Plan { get; } = new("plan", ["routine", "startOfDay", "from", "to"], AnswerPlan);

    private static void AnswerPlan(Question question, Utf8JsonWriter answer)
    {
        var routine = question.Required("routine") is { } part ? Read(new Question(part, OfRoutine)) : null;
        var settings = PlannerSettings.Default with { StartOfDay = StartOfDay(question) };
        var (from, to) = DateRange.Read(question, MostDates);
        if (from.Year < 1 || to >= Latest)
        {
            question.Wrong("from", "plans are made for the years 1 to 9989");
        }

        question.ThrowIfWrong();
        Check(routine!, settings, from);
        Write(routine!, Planner.Of(routine!, BuiltInCalendars.All, settings), from, to, answer);
    }

    private static Routine Read(Question question)
    {
        var expression = question.Text("cron");
        var dialect = question.Choice("dialect", CronQuestions.DialectWords);
        var dayFields = question.Choice("dayFields", CronQuestions.DayFieldWords);
        return new Routine
        {
            Key = question.Parsed("key", text => new RoutineKey(text).Value) is { } key ? new RoutineKey(key) : new RoutineKey("asked"),
            Type = question.Named<RoutineType>("type") ?? RoutineType.Daily,
            Cron = expression is null ? null : new CronText(expression, dialect, dayFields),
            Every = Interval(question),
            DayGroup = question.Has("dayGroup") ? question.Parsed("dayGroup", DayRule.Parse) : null,
            Zone = question.Text("zone"),
            Window = Window(question),
            ValidFrom = question.Date("validFrom"),
            ValidTo = question.Date("validTo"),
            ActiveFrom = question.At("activeFrom"),
            Executor = "ask",
            // How long a run is kept is not asked about: no date is to be undecided because the routine's calendar does not reach so far.
            KeepPending = 0,
        };
    }

    private static Duration? Interval(Question question)
    {
        if (question.Text("every") is not { } text)
        {
            return null;
        }

        if (Interval(text) is not { } interval)
        {
            question.Wrong("every", $"{Quotation.Of(text)} is no interval; write it as \"PT15M\"");
            return null;
        }

        return interval;
    }

    private static Duration? Interval(string text)
    {
        try
        {
            return PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: { Years: 0, Months: 0 } period } ? period.ToDuration() : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static RunWindow? Window(Question question)
    {
        if (question.Find("between") is not { } between)
        {
            return null;
        }

        if (between.Items() is [var from, var until] && from.Text() is { } start && until.Text() is { } end
            && WallTime.TryParse(start, out var starts) && WallTime.TryParse(end, out var ends))
        {
            return new RunWindow(starts, ends);
        }

        between.Wrong("two wall-clock times from 00:00 to 48:00, as [\"20:00\", \"26:00\"]");
        return null;
    }

    private static LocalTime StartOfDay(Question question)
    {
        if (question.Text("startOfDay") is not { } text)
        {
            return LocalTime.Midnight;
        }

        if (WallTime.TryParse(text, out var time) && time < WallTime.Of(24))
        {
            return new LocalTime(time.Hours, time.Minutes, time.Seconds);
        }

        question.Wrong("startOfDay", $"{Quotation.Of(text)} is no time of day; write 00:00 to 23:59:59");
        return LocalTime.Midnight;
    }

    private static void Check(Routine routine, PlannerSettings settings, LocalDate from)
    {
        var errors = RoutineValidation.Check([routine], BuiltInCalendars.All, settings, from)
            .Where(problem => problem.Severity == ProblemSeverity.Error)
            .Select(problem => $"routine.{problem.Property}: {problem.Message}")
            .ToList();
        if (errors.Count > 0)
        {
            throw new WrongQuestionException(errors);
        }
    }

    private static void Write(Routine routine, Planner planner, LocalDate from, LocalDate to, Utf8JsonWriter answer)
    {
        var zone = DateTimeZoneProviders.Tzdb[routine.Zone ?? planner.Settings.Zone];
        var runs = 0;
        answer.WriteStartArray("decisions");
        foreach (var decision in planner.PlanOne(routine.Key, from, to))
        {
            runs += decision.Runs.Count;
            if (runs > MostRuns)
            {
                var date = LocalDatePattern.Iso.Format(decision.OrderDate);
                throw new WrongQuestionException([$"to: there are more than {MostRuns} runs up to {date}; ask about fewer dates"]);
            }

            Write(decision, zone, answer);
        }

        answer.WriteEndArray();
    }

    private static void Write(Decision decision, DateTimeZone zone, Utf8JsonWriter answer)
    {
        answer.WriteStartObject();
        answer.WriteString("orderDate", LocalDatePattern.Iso.Format(decision.OrderDate));
        answer.WriteStartArray("runs");
        foreach (var run in decision.Runs)
        {
            answer.WriteStringValue(InstantText.Of(run.DueAt, zone));
        }

        answer.WriteEndArray();
        answer.WriteStartArray("reasons");
        foreach (var reason in decision.Reasons)
        {
            answer.WriteStringValue(reason.ToString());
        }

        answer.WriteEndArray();
        answer.WriteEndObject();
    }
}
