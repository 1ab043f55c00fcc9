using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>What is the same for every store when attempts end.</summary>
internal static class AttemptRules
{
    /// <exception cref="ArgumentException">One of them would end by something else than a Finish or a HandBack.</exception>
    public static void Check(IReadOnlyList<AttemptToEnd> ended)
    {
        if (ended.FirstOrDefault(attempt => attempt.Change is not (RunChange.Finish or RunChange.HandBack)) is { } wrong)
        {
            throw new ArgumentException(
                $"An attempt ends by a Finish or a HandBack, not by {wrong.Change.GetType().Name} (run {wrong.Lease.Run}).", nameof(ended));
        }
    }
}
