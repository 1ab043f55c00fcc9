using NodaTime;

namespace RoutineScheduler.Planning;

/// <summary>A distinct list of reasons, shared by all routines that have it.</summary>
internal sealed class ReasonSet(IReadOnlyList<DecisionReason> reasons)
{
    public IReadOnlyList<DecisionReason> Reasons => reasons;

    public IReadOnlyList<string> Texts { get; } = [.. reasons.Select(reason => reason.ToString())];

    public bool IsUndecided { get; } = reasons.Any(reason => reason is DecisionReason.Undecided);
}

/// <summary>Keeps one <see cref="ReasonSet"/> per distinct text, and one per way of coming to it.</summary>
internal sealed class ReasonSets
{
    private readonly Dictionary<string, ReasonSet> byText = [];
    private readonly Dictionary<(DayOfSchedule, bool, Instant?, Inactivity?), ReasonSet> byCause = [];

    public ReasonSet Of(IReadOnlyList<DecisionReason> reasons)
    {
        var set = new ReasonSet(reasons);
        var text = string.Join('\n', set.Texts);
        return byText.TryAdd(text, set) ? set : byText[text];
    }

    /// <param name="activeFrom">Null where the routine was defined in time.</param>
    public ReasonSet Of(DayOfSchedule day, bool isOutsideValidity, Instant? activeFrom, Inactivity? inactive)
    {
        if (!byCause.TryGetValue((day, isOutsideValidity, activeFrom, inactive), out var known))
        {
            byCause[(day, isOutsideValidity, activeFrom, inactive)] = known = Of(Combine(day, isOutsideValidity, activeFrom, inactive));
        }

        return known;
    }

    /// <summary>What cannot be decided is said only where nothing else said no: a no is a no whatever the calendar would add.</summary>
    private static List<DecisionReason> Combine(DayOfSchedule day, bool isOutsideValidity, Instant? activeFrom, Inactivity? inactive)
    {
        var reasons = new List<DecisionReason>();
        if (isOutsideValidity)
        {
            reasons.Add(new DecisionReason.OutsideValidity());
        }

        if (activeFrom is { } since)
        {
            reasons.Add(new DecisionReason.NotDefinedYet(since.InZone(day.Zone).ToOffsetDateTime()));
        }

        reasons.AddRange(day.Against);
        if (inactive is { } pause)
        {
            reasons.Add(new DecisionReason.Inactive(pause.By, pause.At.InZone(day.Zone).ToOffsetDateTime()));
        }

        if (reasons.Count == 0 && day.Undecided is { } undecided)
        {
            reasons.Add(undecided);
        }

        return reasons;
    }
}
