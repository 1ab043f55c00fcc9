using System.Text;

namespace RoutineScheduler.Cron;

/// <summary>Text that somebody typed, made fit for a message: short, and without characters that would do something to a terminal.</summary>
internal static class Quotation
{
    private const int Longest = 80;

    public static string Of(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("'");
        foreach (var character in text[..Math.Min(text.Length, Longest)])
        {
            quoted.Append(char.IsControl(character) ? CodePoint(character) : character.ToString());
        }

        return quoted.Append(text.Length > Longest ? "…'" : "'").ToString();
    }

    public static string CodePoint(char character) => $"U+{(int)character:X4}";
}
