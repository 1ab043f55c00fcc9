using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Executors.Tests;

/// <summary>A run as an executor sees it: all of it can be set, and what was reported can be read.</summary>
internal sealed class ARunContext : IRunContext
{
    private readonly BusinessCalendar? calendar;
    private readonly CalendarSet? calendars;
    private readonly List<(string Message, double? Fraction)> reports = [];

    public RoutineKey Routine { get; init; } = "a-routine";

    public LocalDate OrderDate { get; init; } = new(2026, 10, 2);

    public LocalDate BaseDate { get => field == default ? OrderDate : field; init; }

    public RunId Run { get; init; } = new(1);

    public int Attempt { get; init; } = 1;

    public FencingToken Token { get; init; } = new(1);

    public BusinessCalendar Calendar
    {
        get => calendar ?? throw new InvalidOperationException("The test asks a calendar that it did not set.");
        init => calendar = value;
    }

    public CalendarSet Calendars
    {
        get => calendars ?? throw new InvalidOperationException("The test asks calendars that it did not set.");
        init => calendars = value;
    }

    public required string ArtifactFolder { get; init; }

    public ILogger Log { get; init; } = NullLogger.Instance;

    public StopReason? StopReason { get; set; }

    /// <summary>What each predecessor returned.</summary>
    public Dictionary<RoutineKey, object> Results { get; } = [];

    public Dictionary<RoutineKey, IReadOnlyList<Artifact>> Artifacts { get; } = [];

    public IReadOnlyList<(string Message, double? Fraction)> Reports
    {
        get
        {
            lock (reports)
            {
                return [.. reports];
            }
        }
    }

    /// <summary>Called with each report: a test acts in the midst of an attempt.</summary>
    public Action<string>? Reported { get; init; }

    public void Report(string message, double? fraction = null)
    {
        lock (reports)
        {
            reports.Add((message, fraction));
        }

        Reported?.Invoke(message);
    }

    [RequiresUnreferencedCode("Deserialises by reflection.")]
    [RequiresDynamicCode("Deserialises by reflection.")]
    public T ResultOf<T>(RoutineKey routine) =>
        TryResultOf<T>(routine, out var result) ? result : throw new NoResultException(routine, $"The test gave no result of {routine}.");

    [RequiresUnreferencedCode("Deserialises by reflection.")]
    [RequiresDynamicCode("Deserialises by reflection.")]
    public bool TryResultOf<T>(RoutineKey routine, [MaybeNullWhen(false)] out T result)
    {
        var isThere = Results.TryGetValue(routine, out var value);
        result = isThere ? (T)value! : default;
        return isThere;
    }

    public IReadOnlyList<Artifact> ArtifactsOf(RoutineKey routine) =>
        Artifacts.GetValueOrDefault(routine) ?? throw new NoResultException(routine, $"The test gave no run of {routine}.");
}
