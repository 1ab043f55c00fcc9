using NodaTime;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Planning;

/// <summary>An instant that cron or an interval names on an order date.</summary>
internal readonly record struct NamedSlot(Instant At, IReadOnlyList<DecisionReason> Gaps)
{
    public static NamedSlot Of(CronSlot slot) => new(
        slot.At, slot.IsGapShifted || slot.Origins.Count > 1
            ? [.. slot.Swallowed.Select(origin => new DecisionReason.GapShifted(origin.TimeOfDay, slot.Reading.TimeOfDay))]
            : []);
}
