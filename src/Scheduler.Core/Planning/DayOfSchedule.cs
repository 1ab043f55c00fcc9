using NodaTime;

namespace RoutineScheduler.Planning;

/// <summary>What a schedule makes of one order date, for all routines that share it.</summary>
internal sealed class DayOfSchedule
{
    public required DateTimeZone Zone { get; init; }

    /// <summary>The rules that said no. Empty where there are slots, or where it is undecided.</summary>
    public IReadOnlyList<DecisionReason> Against { get; init; } = [];

    /// <summary>Null where the date is decided.</summary>
    public DecisionReason.Undecided? Undecided { get; init; }

    public bool Runs => Slots.Count > 0;

    public IReadOnlyList<SlotOfDay> Slots { get; init; } = [];

    public LocalDate BaseDate { get; init; }

    /// <summary>ShiftedFrom, once per base date that is not the order date.</summary>
    public IReadOnlyList<DecisionReason> Shifts { get; init; } = [];

    public bool IsProjected { get; init; }

    /// <summary>
    /// Who is active only from later on has no run on the date: the last slot that the window leaves, else the last that cron named, else the
    /// last instant of the order day.
    /// </summary>
    public Instant LastAt { get; init; } = Instant.MaxValue;
}

/// <param name="Slot">Seconds elapsed from the start of the order day.</param>
/// <param name="Gaps">GapShifted, once per reading that a gap swallowed.</param>
internal readonly record struct SlotOfDay(int Slot, Instant PlannedAt, Instant DueAt, RunBounds Bounds, IReadOnlyList<DecisionReason> Gaps);
