namespace RoutineScheduler.Cli.Wording;

/// <summary>A reason as it is stored and as --json has it: <c>Holiday(b3, "Consciência Negra")</c>.</summary>
internal sealed record Canonical(string Name, IReadOnlyList<string> Arguments)
{
    /// <summary>Empty where there is no such argument.</summary>
    public string this[int number] => number < Arguments.Count ? Arguments[number] : "";

    public static Canonical Parse(string text)
    {
        var open = text.IndexOf('(');
        return open > 0 && text[^1] == ')' ? new Canonical(text[..open], [.. Split(text[(open + 1)..^1])]) : new Canonical(text, []);
    }

    /// <summary>Several of them, as the cause of a Missed run lists them; a semicolon within parentheses or quotes parts nothing.</summary>
    public static IEnumerable<string> Several(string text) => Cut(text, "; ");

    private static IEnumerable<string> Split(string inner) => Cut(inner, ", ").Select(argument => argument.Trim('"'));

    private static IEnumerable<string> Cut(string text, string separator)
    {
        var (from, depth, isQuoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            isQuoted ^= text[i] == '"';
            depth += isQuoted ? 0 : text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && !isQuoted && string.CompareOrdinal(text, i, separator, 0, separator.Length) == 0)
            {
                yield return text[from..i];
                from = i + separator.Length;
            }
        }

        if (from < text.Length)
        {
            yield return text[from..];
        }
    }
}
