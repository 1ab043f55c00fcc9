using System.Text.Json;
using NodaTime;

namespace RoutineScheduler.Routines;

/// <summary>What is wrong with a routine's policies: names, numbers, durations, parameters.</summary>
internal static class PolicyProblems
{
    private static readonly Duration LongestWait = Duration.FromDays(366);

    public static IEnumerable<RoutineProblem> Of(Routine routine)
    {
        var problems = new List<RoutineProblem>();
        var retry = routine.Retry;
        Check(routine.Key.Value.Length > 0, "key", RoutineKey.Problem(routine.Key.Value) ?? "");
        Check(routine.Folder == "" || IsFolder(routine.Folder), "folder", $"'{routine.Folder}' is no path label; write names of letters, digits, '-', '_' and '.' with '/' between them, as in prices/b3");
        Check(routine.Executor.Length is > 0 and <= RoutineKey.MaxLength, "executor", $"'{routine.Executor}' is no executor's name; it has 1–{RoutineKey.MaxLength} characters");
        Check(routine.Priority is >= 0 and <= Routine.LowestPriority, "priority", $"{routine.Priority} is not within 0–{Routine.LowestPriority} (smaller goes first)");
        Check(routine.MaxConcurrent is null or >= 1, "maxConcurrent", $"{routine.MaxConcurrent} lets nothing run; 1 or more is allowed, none for no limit");
        Check(routine.KeepPending is >= 0 and <= 250, "keepPending", $"{routine.KeepPending} is not within 0–250 business days");
        Check(retry.Tries is >= 1 and <= 1_000, "retry.tries", $"{retry.Tries} is not within 1–1000 (1: no retry)");
        Check(retry.Delay >= Duration.Zero && retry.Delay <= LongestWait, "retry.delay", $"{RoutineJson.Text(retry.Delay)} is not within PT0S–P366D");
        Check(retry.MaxDelay is null || retry.MaxDelay >= retry.Delay, "retry.maxDelay", $"{TextOf(retry.MaxDelay)} is less than the delay, {RoutineJson.Text(retry.Delay)}");
        Check(retry.Jitter is >= 0 and <= 1, "retry.jitter", $"{retry.Jitter} is not within 0–1 (0.2: up to a fifth shorter or longer)");
        CheckWait("timeOut", routine.TimeOut);
        CheckWait("pollEvery", routine.PollEvery);
        CheckWait("startWithin", routine.StartWithin);
        Check(routine.GraceFor >= Duration.Zero && routine.GraceFor <= LongestWait, "graceFor", $"{RoutineJson.Text(routine.GraceFor)} is not within PT0S–P366D");
        Check(ParametersProblem(routine.Parameters) is null, "parameters", ParametersProblem(routine.Parameters) ?? "");
        return problems;

        void Check(bool isRight, string property, string message)
        {
            if (!isRight)
            {
                problems.Add(new RoutineProblem(ProblemSeverity.Error, routine.Key, property, message));
            }
        }

        void CheckWait(string property, Duration? wait) =>
            Check(wait is null || (wait > Duration.Zero && wait <= LongestWait), property, $"{TextOf(wait)} is not more than PT0S and at most P366D");
    }

    private static bool IsFolder(string folder) => folder.Length <= 200 && folder.Split('/').All(name =>
        name.Length > 0 && name.Trim('.').Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.'));

    private static string TextOf(Duration? duration) => duration is { } known ? RoutineJson.Text(known) : "none";

    private static string? ParametersProblem(string parameters)
    {
        try
        {
            return CanonicalJson.Of(parameters).StartsWith('{') ? null : "a JSON object is expected";
        }
        catch (JsonException refused)
        {
            return $"no JSON: {refused.Message}";
        }
    }
}
