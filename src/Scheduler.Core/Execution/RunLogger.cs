using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Execution;

/// <summary>
/// Makes a line of what is logged under one category, and gives it to the attempt that it is said in, or to the scheduler's own lines.
/// </summary>
/// <param name="own">Also for what is still said for an attempt that has ended.</param>
/// <param name="currentAttempt">Null outside of one.</param>
internal sealed class RunLogger(string category, LineBuffer own, IClock clock, Func<AttemptScope?> currentAttempt) : ILogger
{
    private readonly bool isOwn = category.StartsWith("RoutineScheduler.", StringComparison.Ordinal);

    public bool IsEnabled(LogLevel level) => level >= LogLevel.Information && level != LogLevel.None;

    public IDisposable? BeginScope<T>(T state)
        where T : notnull => null;   // the factory keeps the scopes for us

    public void Log<T>(LogLevel level, EventId id, T state, Exception? trouble, Func<T, Exception?, string> text)
    {
        if (!IsEnabled(level))
        {
            return;
        }

        var scope = currentAttempt();
        if (scope is null && !isOwn)
        {
            return;
        }

        var values = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
        var line = Line(level, id, values, trouble, IsoMessage.Of(state, trouble, text), scope?.Mask ?? SecretMask.None);
        var about = scope is null ? AboutARun(line, values) : OfItsRun(line, scope);
        if (scope?.Attempt.Write(about) != true)
        {
            own.Add(about);
        }
    }

    private LogEntry Line(
        LogLevel level, EventId id, IReadOnlyList<KeyValuePair<string, object?>> values, Exception? trouble, string message, SecretMask mask) => new()
        {
            At = clock.GetCurrentInstant(),
            Level = level,
            EventId = id.Id,
            Component = category,
            Template = AttemptEnding.Cut(mask.Apply(LineProperties.TemplateIn(values) ?? message)),
            Message = AttemptEnding.Cut(mask.Apply(message)),
            Properties = CutJson.Of(mask.ApplyToJson(LineProperties.ToJson(values))),
            Exception = AttemptEnding.Cut(mask.Apply(trouble is null ? null : ThrownText.Whole(trouble))),
        };

    private static LogEntry OfItsRun(LogEntry line, AttemptScope scope)
    {
        var run = scope.Attempt.Run;
        return line with { Routine = run.Routine, OrderDate = run.OrderDate, Run = run.Lease.Run, Attempt = run.Number, Node = scope.Node };
    }

    /// <summary>What a message of ours says about a run is found with the run's log.</summary>
    private static LogEntry AboutARun(LogEntry line, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        foreach (var (name, value) in values)
        {
            line = (name, value) switch
            {
                ("Run", long run) => line with { Run = new RunId(run) },
                ("Attempt", int attempt) => line with { Attempt = attempt },
                ("Node", string node) => line with { Node = node },
                ("Routine", string key) when RoutineKey.Problem(key) is null => line with { Routine = new RoutineKey(key) },
                ("OrderDate", string date) when LocalDatePattern.Iso.Parse(date) is { Success: true } parsed =>
                    line with { OrderDate = parsed.Value },
                _ => line,
            };
        }

        return line;
    }
}
