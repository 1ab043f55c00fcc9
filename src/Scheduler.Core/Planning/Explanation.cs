using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>Why a routine runs on an order date, or does not, and when it does next.</summary>
internal sealed record Explanation
{
    /// <summary>Further ahead nobody looks for the next date.</summary>
    private const int MostDaysAhead = 3_660;

    private readonly DateTimeZone zone;

    private Explanation(Decision decision, Decision? next, DateTimeZone zone) => (Decision, Next, this.zone) = (decision, next, zone);

    public RoutineKey Routine => Decision.Routine;

    public LocalDate OrderDate => Decision.OrderDate;

    /// <summary>All of them: why not, or what is to be said of the runs.</summary>
    public IReadOnlyList<string> Reasons => [.. Decision.Reasons.Select(reason => reason.ToString())];

    /// <summary>The next order date with runs after this one; null where none was found.</summary>
    public LocalDate? NextDate => Next?.OrderDate;

    /// <summary>When the runs of the next date become due.</summary>
    public IReadOnlyList<Instant> NextAt => [.. (Next?.Runs ?? []).Select(run => run.DueAt)];

    /// <summary>In one line, as <c>Holiday(b3, "Consciência Negra"); next: 2026-11-23 20:30</c>.</summary>
    public string Text => $"{Answer}; next: {(Next is null ? "none" : Times(Next))}";

    /// <summary>Line by line what lies behind: what is undecided and why, each bound, each edge.</summary>
    public IReadOnlyList<string> Details => [.. ExplanationDetails.Of(Decision, zone)];

    public Decision Decision { get; }

    public Decision? Next { get; }

    private string Answer => (Decision.Runs.Count, Decision.Reasons.Count) switch
    {
        (0, _) => Decision.Why,
        (_, 0) => $"runs {Times(Decision)}",
        _ => $"runs {Times(Decision)}; {Decision.Why}",
    };

    public override string ToString() => Text;

    public static Explanation Of(CompiledRoutine routine, Decisions decisions, LocalDate date)
    {
        var next = Enumerable.Range(1, MostDaysAhead)
            .Select(days => decisions.Decide(routine, date.PlusDays(days)))
            .FirstOrDefault(decision => decision.Runs.Count > 0 || decision.Undecided is not null || CanRunNoMore(routine, decision));
        return new Explanation(decisions.Decide(routine, date), next?.Runs.Count > 0 ? next : null, routine.Schedule.Zone);
    }

    private static bool CanRunNoMore(CompiledRoutine routine, Decision decision) =>
        decision.OrderDate > routine.ValidTo || decision.Reasons.Any(reason => reason is DecisionReason.OnlyOrdered or DecisionReason.Inactive);

    private string Times(Decision decision) => decision.Runs.Count <= 2
        ? string.Join(" and ", decision.Runs.Select(run => ExplanationDetails.Local(run.DueAt, zone)))
        : $"{decision.Runs.Count} times from {ExplanationDetails.Local(decision.Runs[0].DueAt, zone)} " +
            $"to {ExplanationDetails.Local(decision.Runs[^1].DueAt, zone)}";
}
