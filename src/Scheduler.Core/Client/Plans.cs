using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <summary>Both ends included; at most 366 dates.</summary>
public sealed record PlanRequest(LocalDate From, LocalDate To)
{
    /// <summary>Empty: all.</summary>
    public IReadOnlyCollection<RoutineKey> Routines { get; init; } = [];

    /// <summary>Also the decisions that plan nothing.</summary>
    public bool IncludeIgnored { get; init; } = true;
}

public sealed record PlanResponse(IReadOnlyList<DecisionView> Decisions);

/// <param name="Due">When its runs become due; empty where it does not run.</param>
/// <param name="Reasons">Why it does not run, or what shaped the runs; as the planner prints them.</param>
/// <param name="IsProjected">It rests on a calendar beyond its confirmed years.</param>
public sealed record DecisionView(
    RoutineKey Routine, string Name, RoutineType Type, LocalDate OrderDate, LocalDate? BaseDate, IReadOnlyList<Instant> Due,
    IReadOnlyList<string> Reasons, bool IsProjected);

/// <param name="NextDate">The next order date with runs; null where none was found.</param>
/// <param name="NextDue">When the runs of that date become due.</param>
/// <param name="Runs">The routine's runs of the asked date, as they stand; the first 50 where it has more.</param>
/// <param name="Stored">What the load of the date decided at the time; empty where it was not loaded, or the decision was yes.</param>
/// <param name="Text">In one line, as <c>Holiday(b3, "Consciência Negra"); next: 2026-11-23 20:30</c>.</param>
/// <param name="Details">Line by line what lies behind: bounds, edges, what is undecided and why.</param>
public sealed record RoutineExplanation(
    DecisionView Decision, LocalDate? NextDate, IReadOnlyList<Instant> NextDue, IReadOnlyList<RunDetails> Runs, IReadOnlyList<string> Stored,
    string Text, IReadOnlyList<string> Details)
{
    /// <summary>At most so many runs stand in <see cref="Runs"/>.</summary>
    internal const int MostRuns = 50;

    /// <summary>How many runs the routine has of the date.</summary>
    public int RunsInAll { get; init; }

    /// <summary>Null while the code has it.</summary>
    public Instant? RetiredAt { get; init; }

    /// <summary>Always there: only the client makes an explanation.</summary>
    internal Explanation Explained { get; init; } = null!;
}
