using System.Globalization;

namespace RoutineScheduler.Client;

/// <summary>A reason is a sentence in a history that people read, and no place for a file.</summary>
internal static class LongestReason
{
    public const int Characters = 1_000;

    /// <exception cref="ArgumentException">It is longer: says how long, and what is allowed.</exception>
    public static void Check(string? reason)
    {
        if (reason?.Length > Characters)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The reason has {reason.Length:N0} characters; at most {Characters:N0} are allowed. Say it in short."));
        }
    }
}
