using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Execution;

/// <summary>
/// Captures what is logged through plain ILogger from Information on: inside an attempt every category, into the run's log; outside only ours.
/// A provider beside the host's others, filtered as they are (Logging:RoutineScheduler:LogLevel).
/// </summary>
[ProviderAlias("RoutineScheduler")]
internal sealed class RunLogProvider(LineBuffer own, IClock clock) : ILoggerProvider, ISupportExternalScope
{
    private readonly LineBuffer own = own;
    private readonly IClock clock = clock;
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new RunLogger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private AttemptScope? CurrentAttempt()
    {
        var found = new Found();
        scopes.ForEachScope(static (scope, found) => found.Attempt = scope as AttemptScope ?? found.Attempt, found);
        return found.Attempt;
    }

    private sealed class Found
    {
        public AttemptScope? Attempt { get; set; }
    }

    private sealed class RunLogger(RunLogProvider provider, string category) : ILogger
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

            var scope = provider.CurrentAttempt();
            if (scope is null && !isOwn)
            {
                return;
            }

            var line = Line(level, id, state, trouble, text(state, trouble), scope?.Mask ?? SecretMask.None);
            if (scope is null)
            {
                provider.own.Add(AboutARun(line, state as IReadOnlyList<KeyValuePair<string, object?>> ?? []));
            }
            else
            {
                var run = scope.Attempt.Run;
                var ofRun = line with
                {
                    Routine = run.Routine, OrderDate = run.OrderDate, Run = run.Lease.Run, Attempt = run.Number, Node = scope.Node,
                };
                if (!scope.Attempt.Write(ofRun))
                {
                    provider.own.Add(ofRun);   // it has ended, and somebody still speaks for it
                }
            }
        }

        private LogEntry Line<T>(LogLevel level, EventId id, T state, Exception? trouble, string message, SecretMask mask)
        {
            var values = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
            return new LogEntry
            {
                At = provider.clock.GetCurrentInstant(),
                Level = level,
                EventId = id.Id,
                Component = category,
                Template = AttemptEnding.Cut(mask.Apply(values.LastOrDefault(value => value.Key == "{OriginalFormat}").Value as string ?? message)),
                Message = AttemptEnding.Cut(mask.Apply(message)),
                Properties = CutJson.Of(mask.ApplyToJson(Json(values))),
                Exception = AttemptEnding.Cut(mask.Apply(trouble is null ? null : ThrownText.Whole(trouble))),
            };
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

        private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        private static string? Json(IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            // A template may name a placeholder twice; a property stands there once.
            var named = values.Where(value => value.Key != "{OriginalFormat}").DistinctBy(value => value.Key).ToList();
            if (named.Count == 0)
            {
                return null;
            }

            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer, Readable))
            {
                json.WriteStartObject();
                foreach (var (name, value) in named)
                {
                    json.WritePropertyName(name);
                    Write(json, value);
                }

                json.WriteEndObject();
            }

            return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
        }

        private static void Write(Utf8JsonWriter json, object? value)
        {
            switch (value)
            {
                case null: json.WriteNullValue(); break;
                case bool flag: json.WriteBooleanValue(flag); break;
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
                case decimal number: json.WriteNumberValue(number); break;
                case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
                default: json.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)); break;
            }
        }
    }
}
