using System.Text;
using CsvHelper;

namespace RoutineScheduler.Executors.Load;

/// <summary>Where a record has a value. In a CSV: the number of the field from 0. In fixed width: the first position from 0, and how many.</summary>
internal readonly record struct FieldPlace(int Start, int Length)
{
    /// <summary>Of a field that the file does not have: empty in each record.</summary>
    public static readonly FieldPlace Nowhere = new(-1, 0);
}

/// <summary>The records of one file, one after another.</summary>
internal abstract class FileRecords : IDisposable
{
    protected const int LongestRecord = 1024 * 1024;
    private const int MostShown = 80;

    private readonly CsvReader reader;
    private readonly StrictText text;
    private readonly string path;
    private readonly long linesBefore;
    private char[] scratch = new char[256];

    protected FileRecords(StrictText text, CsvReaderOptions options, string path, long linesBefore)
    {
        this.text = text;
        this.path = path;
        this.linesBefore = linesBefore;
        reader = CsvReader.Create(text, options with { HasHeader = false, TrackLineNumbers = true, MaxRecordSize = LongestRecord }, leaveOpen: true);
    }

    /// <summary>As the parameters describe them.</summary>
    /// <param name="first">Told the first of the lines that are passed over; null where the file is empty.</param>
    public static FileRecords AfterPreamble(LoadFile load, StrictText text, string path, Action<string?>? first = null)
    {
        var lines = load.SkipLines ?? (load.FirstLine is null ? 0 : 1);
        for (var line = 1; line <= lines; line++)
        {
            var content = text.ReadLine();
            if (line == 1)
            {
                first?.Invoke(content);
            }
        }

        var reach = load.Columns.Cast<FileField>().Concat(load.Keep).Max(field => field.Reach);
        return load.Csv is { } csv
            ? new CsvRecords(text, csv, path, lines) { Reach = reach }
            : new FixedWidthRecords(text, load.FixedWidth!, path, lines) { Reach = reach };
    }

    /// <summary>Of the file, from 1, where the record begins.</summary>
    public long Line => linesBefore + reader.LineNumber;

    /// <summary>Valid until the next read.</summary>
    public ReadOnlySpan<byte> Raw => reader.RawRecord;

    /// <summary>Without the break at its end, which the parser leaves where a quote is open at the end of the file.</summary>
    public string RawText => Encoding.UTF8.GetString(reader.RawRecord.TrimEnd("\r\n"u8));

    /// <summary>
    /// How far the fields reach that are asked for: a record that ends before was cut. Unused where a header says how many there are.
    /// </summary>
    public int Reach { get; init; }

    /// <summary>Null when the current record has the shape that the format gives data; asked of data only, once each.</summary>
    public abstract string? ProblemOfData();

    protected CsvReader Reader => reader;

    /// <summary>Lines that are empty are passed over.</summary>
    public virtual bool Read()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException trouble)
        {
            // The one thing that the parser refuses: malformed lines are noted, and rejected each.
            throw TooLong(linesBefore + trouble.LineNumber);
        }
    }

    /// <summary>A record is longer than any that is read.</summary>
    /// <param name="line">Of the file, where it begins.</param>
    protected virtual LoadStoppedException TooLong(long line)
    {
        using var file = OpenAt(line);
        return Refusal($"line {line} is too long. A line may have 1 MiB.", file.ReadLine());
    }

    /// <param name="first">Of the lines that it is about, as the file has it.</param>
    protected LoadStoppedException Refusal(string problem, ReadOnlySpan<char> first) =>
        LoadStoppedException.Permanent($"{path}: {problem} The line begins: {first[..Math.Min(MostShown, first.Length)]}");

    /// <summary>The file once more, from that line on.</summary>
    protected StrictText OpenAt(long line)
    {
        var file = text.Again();
        for (var passed = 1; passed < line; passed++)
        {
            file.ReadLine();
        }

        return file;
    }

    /// <summary>Without blanks around it; valid until the next call.</summary>
    public abstract ReadOnlySpan<char> Field(FieldPlace place);

    public void Dispose() => reader.Dispose();

    protected ReadOnlySpan<char> Chars(ReadOnlySpan<byte> utf8)
    {
        if (scratch.Length < utf8.Length)
        {
            scratch = new char[utf8.Length * 2];
        }

        return scratch.AsSpan(0, Encoding.UTF8.GetChars(utf8, scratch));
    }
}
