namespace RoutineScheduler.Benchmarks;

/// <summary>A Markdown table: the first column to the left, numbers to the right.</summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> rows = [headers];

    public void Add(params string[] cells) => rows.Add(cells);

    public void Print(TextWriter to)
    {
        var widths = Enumerable.Range(0, headers.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        Write(to, rows[0], widths);
        to.WriteLine(
            $"| {string.Join(" | ", widths.Select((width, column) => column == 0 ? new string('-', width) : $"{new string('-', width - 1)}:"))} |");
        foreach (var row in rows.Skip(1))
        {
            Write(to, row, widths);
        }
    }

    private static void Write(TextWriter to, string[] cells, int[] widths) => to.WriteLine(
        $"| {string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |");
}
