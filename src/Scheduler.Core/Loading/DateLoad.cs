using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Planning;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Loading;

/// <summary>Which load it is: of which date, why, and how.</summary>
/// <param name="Trigger">See <see cref="DayLoad.Trigger"/>.</param>
internal sealed record DateLoad(LocalDate Date, string Trigger, Actor Actor)
{
    /// <summary>Say only what it would do.</summary>
    public bool IsPreview { get; init; }

    /// <inheritdoc cref="DayLoad.ExpectedHash"/>
    public string? ExpectedHash { get; init; }

    /// <inheritdoc cref="DayLoad.FutureOnly"/>
    public bool FutureOnly { get; init; }

    /// <summary>Also slots before the routine was active; see <see cref="DayLoad.IncludesEarlier"/>.</summary>
    public bool IncludesEarlier { get; init; }

    /// <summary>As the store takes it, once it is planned.</summary>
    public DayLoad Of(DayPlan plan, PlanningInputs inputs) => new()
    {
        Date = Date,
        PlanHash = plan.Hash,
        CalendarsAsOf = inputs.CalendarsAsOf,
        DefinitionsMark = inputs.Mark,
        IsWhole = inputs.AreWhole,
        HasSettings = inputs.CanLoad,
        Runs = plan.Runs,
        Against = [.. plan.Against.Select(group => new DecidedAgainst(group.Texts, group.Routines))],
        Retired = inputs.Retired,
        FutureOnly = FutureOnly,
        ExpectedHash = ExpectedHash,
        IncludesEarlier = IncludesEarlier,
        Undecided = plan.Against.Where(group => group.IsUndecided).SelectMany(group => group.Routines).ToHashSet(),
        Trigger = Trigger,
        Actor = Actor,
    };
}
