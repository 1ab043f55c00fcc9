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
    private const int LongestRecord = 1024 * 1024;

    private readonly CsvReader reader;
    private readonly string path;
    private readonly long linesBefore;
    private char[] scratch = new char[256];

    protected FileRecords(Stream text, CsvReaderOptions options, string path, long linesBefore)
    {
        this.path = path;
        this.linesBefore = linesBefore;
        reader = CsvReader.Create(text, options with { HasHeader = false, TrackLineNumbers = true, MaxRecordSize = LongestRecord }, leaveOpen: true);
    }

    /// <summary>Of the file, from 1, where the record begins.</summary>
    public long Line => linesBefore + reader.LineNumber;

    /// <summary>Valid until the next read.</summary>
    public ReadOnlySpan<byte> Raw => reader.RawRecord;

    public string RawText => Encoding.UTF8.GetString(reader.RawRecord);

    /// <summary>How far the fields reach that are asked for: a record that ends before was cut. Unused where a header says how many there are.</summary>
    public int Reach { get; init; }

    /// <summary>Null when the current record has the shape that the format gives it.</summary>
    public abstract string? Problem { get; }

    protected CsvReader Reader => reader;

    /// <summary>Lines that are empty are passed over.</summary>
    public bool Read()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException trouble)
        {
            throw LoadStoppedException.Permanent($"{path}: after line {Line}: {trouble.Message} A line may have 1 MiB.");
        }
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

internal sealed class FixedWidthRecords(Stream text, FixedWidthFormat format, string path, long linesBefore)
    : FileRecords(text, new CsvReaderOptions { Mode = CsvMode.NoEscape, Separator = '\t' }, path, linesBefore)
{
    private char[] current = new char[512];
    private int length;
    private long currentLine = -1;

    public override string? Problem => (format.LineLength, Current().Length) switch
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

internal sealed class CsvRecords : FileRecords
{
    private readonly Malformed malformed;

    public CsvRecords(Stream text, CsvFormat format, string path, long linesBefore)
        : this(text, format, path, linesBefore, new Malformed())
    {
    }

    private CsvRecords(Stream text, CsvFormat format, string path, long linesBefore, Malformed malformed)
        : base(text, Options(format, malformed), path, linesBefore) => this.malformed = malformed;

    /// <summary>Of the header, once it was read; null where there is none.</summary>
    public int? FieldsExpected { get; set; }

    public int FieldCount => Reader.FieldCount;

    public override string? Problem =>
        malformed.Line == Reader.LineNumber && malformed.Problem is { } quoting ? quoting
        : FieldsExpected is { } expected ? (FieldCount == expected ? null : $"has {FieldCount} fields, the header {expected}")
        : FieldCount < Reach ? $"has {FieldCount} fields; the field {Reach} is asked for"
        : null;

    public override ReadOnlySpan<char> Field(FieldPlace place) =>
        place == FieldPlace.Nowhere ? default : Chars(Reader.GetSpan(place.Start)).Trim();

    private static CsvReaderOptions Options(CsvFormat format, Malformed malformed) => format.Quote is { } quote
        ? new CsvReaderOptions
        {
            Mode = CsvMode.Rfc4180,
            Separator = format.Delimiter,
            Quote = quote,
            AllowLineBreaksInQuotes = format.QuotedLineBreaks,
            OnMalformedRecord = malformed.Note,
        }
        : new CsvReaderOptions { Mode = CsvMode.NoEscape, Separator = format.Delimiter };

    private sealed class Malformed
    {
        public long Line { get; private set; }

        public string? Problem { get; private set; }

        public void Note(CsvMalformedRecord record)
        {
            Line = record.LineNumber;
            Problem = record.Reason switch
            {
                CsvMalformedReason.TextAfterClosingQuote => "has text after a closing quote",
                CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote => "has a quote that is not closed; if quotes mean nothing here, set Csv.Quote to null",
                _ => null,   // a quote inside a field that does not begin with one is text
            };
        }
    }
}
