using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RoutineScheduler.Journal;

/// <summary>Text as every database can hold it. PostgreSQL refuses NUL, UTF-8 has no lone surrogates, and no row should be megabytes long.</summary>
internal static class StorableText
{
    /// <summary>In characters, of one field.</summary>
    public const int MaxLength = 262_144;

    private const char Replacement = '\uFFFD';

    /// <summary>The text itself where it can be stored as it is; else cleaned and cut, and it says so at its end.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text)
    {
        var clean = Clean(text, out var replaced);
        var said = replaced > 0 ? $" {Said(replaced)}" : "";
        if (clean is null || clean.Length <= MaxLength)
        {
            return replaced > 0 ? clean + said : clean;
        }

        var cut = Cut(clean);
        return $"{cut} [{clean.Length - cut.Length} more characters were cut: a field holds {MaxLength}]{said}";
    }

    public static Actor Of(Actor actor) => new(Of(actor.Name ?? ""));

    /// <summary>Only cleaned, for JSON, where a sentence at the end would break the value.</summary>
    /// <param name="replaced">How many characters were replaced; say so beside the value.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text, out int replaced)
    {
        replaced = 0;
        if (text is null || FirstBad(text, 0) < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text);
        for (var bad = FirstBad(text, 0); bad >= 0; bad = FirstBad(text, bad + 1))
        {
            clean[bad] = Replacement;
            replaced++;
        }

        return clean.ToString();
    }

    public static string Said(int replaced) => $"[{replaced} characters that no database holds were replaced]";

    private static string Cut(string text) => char.IsHighSurrogate(text[MaxLength - 1]) ? text[..(MaxLength - 1)] : text[..MaxLength];

    private static int FirstBad(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !IsOfPair(text, i)))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsOfPair(string text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
        : i > 0 && char.IsHighSurrogate(text[i - 1]);
}
