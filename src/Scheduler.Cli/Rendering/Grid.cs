namespace RoutineScheduler.Cli.Rendering;

/// <summary>Rows for people. What a cell holds is data: shown in full, with control characters made harmless.</summary>
internal sealed class Grid(params string[] headings)
{
    private readonly List<string[]> rows = [];

    public IReadOnlyList<string> Headings => headings;

    public IReadOnlyList<IReadOnlyList<string>> Rows => rows;

    public Grid Add(params object?[] cells)
    {
        rows.Add([.. cells.Select(cell => Harmless(cell?.ToString() ?? ""))]);
        return this;
    }

    public Grid AddAll<T>(IEnumerable<T> items, Func<T, object?[]> cells)
    {
        foreach (var item in items)
        {
            Add(cells(item));
        }

        return this;
    }

    /// <summary>One line; a message could else write what it likes onto a terminal.</summary>
    public static string Harmless(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && text.AsSpan().IndexOfAnyInRange('\x7f', '\x9f') < 0
            ? text
            : string.Concat(text.ReplaceLineEndings(" ⏎ ").Select(character => char.IsControl(character) ? ' ' : character));
}
