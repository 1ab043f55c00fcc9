using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>The day that is loaded and drained; all its runs are due at <see cref="AllDue"/>.</summary>
internal static class MeasuredDay
{
    public const string Executor = "no-op";
    public const string Node = "node-1";

    /// <summary>Runs per claim, and per finish.</summary>
    public const int Batch = 100;

    public static readonly LocalDate Date = new(2026, 10, 2);
    public static readonly Instant Start = Date.AtMidnight().InUtc().ToInstant();
    public static readonly Instant AllDue = Start + Duration.FromHours(23);
    public static readonly Duration LeaseFor = Duration.FromSeconds(30);

    private static readonly RunBounds Bounds = new(
        null, null, Start + Duration.FromDays(2), Start + Duration.FromDays(2), Start + Duration.FromDays(1));

    /// <summary>In the planner's order, by routine and slot; due is one slot of every routine, then the next of every routine.</summary>
    public static List<PlannedRun> Runs(DrainCase of, int runs)
    {
        var terms = Enumerable.Range(0, of.Routines ?? runs)
            .Select(number =>
                new RunTerms($"routine-{number:D7}", 1, Executor, Priority: 50, of.MaxConcurrent, OverlapPolicy.Queue, CatchUpPolicy.All)).ToList();
        return
        [
            .. Enumerable.Range(0, runs).Select(number => Run(of, terms, number)).OrderBy(run => run.Terms.Routine.Value, StringComparer.Ordinal),
        ];
    }

    public static DayLoad Load(IReadOnlyList<PlannedRun> runs) => new()
    {
        Date = Date, PlanHash = "the measured day", CalendarsAsOf = 1, Runs = runs, Against = [], Trigger = "ByHand", Actor = new Actor("benchmark"),
    };

    public static LogEntry Line(RunId run, RoutineKey routine, int attempt, Instant at) => new()
    {
        At = at, Level = LogLevel.Information, EventId = 7, Component = "Benchmarks.NoOp", Template = "{Rows} rows loaded",
        Message = "75000 rows loaded",
        Properties = """{"Rows":75000}""", Routine = routine, OrderDate = Date, Run = run, Attempt = attempt, Node = Node,
    };

    private static PlannedRun Run(DrainCase of, List<RunTerms> terms, int number)
    {
        var routine = number % terms.Count;
        var slot = number / terms.Count;
        var due = Start + Duration.FromSeconds(slot);
        var waits = of.EdgeEvery > 0 && number % of.EdgeEvery == of.EdgeEvery - 1;
        IReadOnlyList<PlannedEdge> edges = waits
            ? [new PlannedEdge(0, terms[(number - 1) % terms.Count].Routine, Date, EdgeRequirement.Success, IfNotPlanned.Ignore)]
            : [];
        return new PlannedRun(terms[routine], Date, Date, slot, due, due, Bounds, edges);
    }
}
