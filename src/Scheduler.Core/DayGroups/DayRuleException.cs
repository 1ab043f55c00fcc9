namespace RoutineScheduler.DayGroups;

/// <summary>A text that is no day rule.</summary>
public sealed class DayRuleException : FormatException
{
    private const int Around = 30;

    internal DayRuleException(string text, int column, string expected, string found, string question = "")
        : base($"Column {column} of the day rule: expected {expected}, found {found}.{question} {Excerpt(text, column)}") =>
        (RuleText, Column, Expected) = (text, column, expected);

    public string RuleText { get; }

    /// <summary>The first character of what is wrong, counted from 1; one past the end where something is missing there.</summary>
    public int Column { get; }

    /// <summary>What could stand at this column.</summary>
    public string Expected { get; }

    /// <summary>The text around the column, with a mark before it.</summary>
    internal static string Excerpt(string text, int column)
    {
        var at = Math.Min(column - 1, text.Length);
        var from = Math.Max(0, at - Around);
        var to = Math.Min(text.Length, at + Around);
        return $"In: {(from > 0 ? "…" : "")}{text[from..at]}▸{text[at..to]}{(to < text.Length ? "…" : "")}";
    }
}
