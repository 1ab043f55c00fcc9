using NodaTime;

namespace RoutineScheduler.Routines;

/// <summary>
/// How often a run is tried, and how long it waits in between. Take <see cref="Default"/> and change it:
/// <c>RetryPolicy.Default with { Tries = 5 }</c>.
/// </summary>
public sealed record RetryPolicy
{
    private static readonly Duration Longest = Duration.FromDays(3_650);

    /// <summary>3 tries, 5 minutes × tries so far.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>At least 1. Polls, losses and hand-backs use up none.</summary>
    public int Tries { get; init; } = 3;

    public Duration Delay { get; init; } = Duration.FromMinutes(5);

    public RetryGrowth Growth { get; init; } = RetryGrowth.Linear;

    /// <summary>No delay is longer, jitter included. Null: no limit.</summary>
    public Duration? MaxDelay { get; init; }

    /// <summary>The share of a delay, 0–1, by which it may be shorter or longer.</summary>
    public double Jitter { get; init; }

    /// <summary>The delay before the next try.</summary>
    /// <param name="tries">Used so far, from 1.</param>
    /// <param name="random">In [0, 1).</param>
    public Duration DelayAfter(int tries, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        var factor = Growth switch
        {
            RetryGrowth.Constant => 1,
            RetryGrowth.Linear => tries,
            _ => Math.Pow(2, Math.Min(tries - 1, 1_000)),
        };
        var seconds = Delay.TotalSeconds * factor * (1 + Jitter * (2 * random - 1));
        return Duration.FromSeconds(Math.Min(seconds, (MaxDelay ?? Longest).TotalSeconds));
    }
}

/// <summary>How the delay grows with the tries.</summary>
public enum RetryGrowth
{
    /// <summary>Delay × tries: 5, 10, 15 minutes.</summary>
    Linear = 0,

    /// <summary>Doubles: 5, 10, 20 minutes.</summary>
    Exponential = 1,

    /// <summary>Always the same.</summary>
    Constant = 2,
}
