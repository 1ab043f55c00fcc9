using System.Text.Json;
using NodaTime;

namespace RoutineScheduler.Routines;

/// <summary>What is wrong with a routine's policies: names, numbers, durations, parameters.</summary>
internal static class PolicyProblems
{
    public const int LongestKeepPending = 250;

    public static readonly Duration LongestWait = Duration.FromDays(366);

    public static IEnumerable<RoutineProblem> Of(Routine routine) => OfNames(routine)
        .Concat(OfNumbers(routine))
        .Concat(OfRetry(routine.Retry))
        .Concat(OfWaits(routine))
        .Select(problem => new RoutineProblem(ProblemSeverity.Error, routine.Key, problem.Property, problem.Message));

    private static IEnumerable<(string Property, string Message)> OfNames(Routine routine)
    {
        if (RoutineKey.Problem(routine.Key.Value) is { } key)
        {
            yield return ("key", key);
        }

        if (routine.Folder != "" && !IsFolder(routine.Folder))
        {
            yield return (
                "folder",
                $"'{routine.Folder}' is no path label; write names of letters, digits, '-', '_' and '.' with '/' between them, as in prices/b3");
        }

        if (routine.Executor.Length == 0)
        {
            yield return ("executor", "there is none; Executes(…) gives it one");
        }

        if (routine.Executor.Length > RoutineKey.MaxLength)
        {
            yield return ("executor", $"'{routine.Executor}' is no executor's name; it has 1–{RoutineKey.MaxLength} characters");
        }

        if (ParametersProblem(routine.Parameters) is { } parameters)
        {
            yield return ("parameters", parameters);
        }
    }

    private static IEnumerable<(string Property, string Message)> OfNumbers(Routine routine)
    {
        if (routine.Priority is < 0 or > Routine.LowestPriority)
        {
            yield return ("priority", $"{routine.Priority} is not within 0–{Routine.LowestPriority} (smaller goes first)");
        }

        if (routine.MaxConcurrent < 1)
        {
            yield return ("maxConcurrent", $"{routine.MaxConcurrent} lets nothing run; 1 or more is allowed, none for no limit");
        }

        if (routine.KeepPending is < 0 or > LongestKeepPending)
        {
            yield return ("keepPending", $"{routine.KeepPending} is not within 0–{LongestKeepPending} business days");
        }
    }

    private static IEnumerable<(string Property, string Message)> OfRetry(RetryPolicy retry)
    {
        if (retry.Tries is < 1 or > 1_000)
        {
            yield return ("retry.tries", $"{retry.Tries} is not within 1–1000 (1: no retry)");
        }

        if (retry.Delay < Duration.Zero || retry.Delay > LongestWait)
        {
            yield return ("retry.delay", $"{RoutineJson.Text(retry.Delay)} is not within PT0S–P366D");
        }

        if (retry.MaxDelay is { } most && most < retry.Delay)
        {
            yield return ("retry.maxDelay", $"{RoutineJson.Text(most)} is less than the delay, {RoutineJson.Text(retry.Delay)}");
        }

        if (retry.Jitter is not (>= 0 and <= 1))
        {
            yield return ("retry.jitter", $"{retry.Jitter} is not within 0–1 (0.2: up to a fifth shorter or longer)");
        }
    }

    private static IEnumerable<(string Property, string Message)> OfWaits(Routine routine)
    {
        if (routine.GraceFor < Duration.Zero || routine.GraceFor > LongestWait)
        {
            yield return ("graceFor", $"{RoutineJson.Text(routine.GraceFor)} is not within PT0S–P366D");
        }

        var startWithin = routine.StartWithin ?? LongestWait;
        foreach (var (property, wait) in new[] { ("timeOut", routine.TimeOut), ("pollEvery", routine.PollEvery), ("startWithin", startWithin) })
        {
            if (wait <= Duration.Zero || wait > LongestWait)
            {
                yield return (property, $"{RoutineJson.Text(wait)} is not more than PT0S and at most P366D");
            }
        }
    }

    private static bool IsFolder(string folder) => folder.Length <= 200 && folder.Split('/').All(name =>
        name.Trim('.').Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.'));

    private static string? ParametersProblem(string parameters)
    {
        if (parameters == "{}")
        {
            return null;
        }

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
