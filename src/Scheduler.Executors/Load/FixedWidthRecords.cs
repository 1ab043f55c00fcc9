using CsvHelper;

namespace RoutineScheduler.Executors.Load;

/// <summary>Fields by position: lines are found by the parser, and cut here.</summary>
internal sealed class FixedWidthRecords(StrictText text, FixedWidthFormat format, string path, long linesBefore)
    : FileRecords(text, new CsvReaderOptions { Mode = CsvMode.NoEscape, Separator = '\t' }, path, linesBefore)
{
    private char[] current = new char[512];
    private int length;
    private long currentLine = -1;

    public override string? ProblemOfData() => (format.LineLength, Current().Length) switch
    {
        ({ } expected, var positions) => positions == expected ? null : $"has {positions} positions, not {expected}",
        (null, var positions) => positions >= Reach ? null : $"has {positions} positions; fields reach to {Reach}",
    };

    public override ReadOnlySpan<char> Field(FieldPlace place)
    {
        var record = Current();
        var start = Math.Min(place.Start, record.Length);
        return place == FieldPlace.Nowhere ? default : record.Slice(start, Math.Min(place.Length, record.Length - start)).Trim();
    }

    /// <summary>Positions are characters, and a character may be several bytes: each record is decoded once.</summary>
    private ReadOnlySpan<char> Current()
    {
        if (currentLine != Line)
        {
            currentLine = Line;
            var chars = Chars(Raw);
            current = current.Length < chars.Length ? new char[chars.Length] : current;
            chars.CopyTo(current);
            length = chars.Length;
        }

        return current.AsSpan(0, length);
    }
}
