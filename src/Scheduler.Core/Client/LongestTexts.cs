using System.Globalization;

namespace RoutineScheduler.Client;

/// <summary>What people write beside a run: it stands in histories, lists and an index, which are no place for a file. In characters.</summary>
internal static class LongestTexts
{
    public const int Reason = 1_000;
    public const int Actor = 200;
    public const int Key = 200;

    /// <exception cref="ArgumentException">One is longer: says which, how long, and what is allowed.</exception>
    public static void Check(Order order)
    {
        Check(new Because(order.Reason, order.Actor));
        Check("key", order.Key, Key, "Use a shorter one.");
    }

    /// <inheritdoc cref="Check(Order)"/>
    public static void Check(Because because)
    {
        Check("reason", because.Reason, Reason, "Say it in short.");
        Check("actor", because.Actor, Actor, "Use a shorter one.");
    }

    private static void Check(string what, string? text, int most, string advice)
    {
        if (text?.Length > most)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The {what} has {text.Length:N0} characters; at most {most:N0} are allowed. {advice}"));
        }
    }
}
