using System.Text;
using CsvHelper;

namespace RoutineScheduler.Executors.Load;

/// <summary>Fields between delimiters, quoted or not.</summary>
internal sealed class CsvRecords : FileRecords
{
    private readonly Malformed malformed;
    private readonly int? mostLines;
    private (int Fields, string Where)? expected;

    public CsvRecords(StrictText text, CsvFormat format, string path, long linesBefore)
        : this(text, format, path, linesBefore, new Malformed())
    {
    }

    private CsvRecords(StrictText text, CsvFormat format, string path, long linesBefore, Malformed malformed)
        : base(text, Options(format, malformed), path, linesBefore)
    {
        this.malformed = malformed;
        mostLines = format.QuotedLineBreaks ? format.MostLinesPerRecord : null;
    }

    public int FieldCount => Reader.FieldCount;

    private string? Quoting => malformed.Line == Reader.LineNumber ? malformed.Problem : null;

    /// <summary>The current record is the header: it says how many fields each record has.</summary>
    public void TakeAsHeader() => expected = (FieldCount, "the header");

    public override bool Read()
    {
        var isThere = base.Read();
        if (isThere && mostLines is { } most)
        {
            RefuseSwallowedLines(most);
        }

        return isThere;
    }

    /// <summary>Without a header the first record that has what is asked for says how many fields there are.</summary>
    public override string? ProblemOfData()
    {
        if (Quoting is { } quoting)
        {
            return quoting;
        }

        if (FieldCount < Reach)
        {
            return $"has {FieldCount} fields; the field {Reach} is asked for";
        }

        var (fields, where) = expected ??= (FieldCount, $"line {Line}");
        return FieldCount == fields ? null : $"has {FieldCount} fields, {where} {fields}";
    }

    /// <summary>One stray quote would make a single bad line of a whole file, and the load a success.</summary>
    private void RefuseSwallowedLines(int most)
    {
        var lines = LinesOf(Raw);
        if (lines > most || (lines > 1 && malformed.IsUnterminated(Reader.LineNumber)))
        {
            var how = lines > most
                ? $"goes on for {lines} lines; MostLinesPerRecord is {most}"
                : $"is not closed to the end of the file, {lines} lines on";
            throw Refusal($"a quote in the record of line {Line} {how}.", RawText.AsSpan(0, RawText.AsSpan().IndexOfAny('\n', '\r')));
        }
    }

    protected override LoadStoppedException TooLong(long line)
    {
        using var file = OpenAt(line);
        var first = file.ReadLine(out var isCut);
        if (mostLines is not { } most || isCut)
        {
            return base.TooLong(line);   // the line itself
        }

        var how = LinesOfLongest(file, first, most) > most ? $"more than {most} lines; MostLinesPerRecord is {most}" : "more than 1 MiB";
        return Refusal($"a quote in the record of line {line} goes on for {how}.", first);
    }

    /// <summary>How many lines there are in as much as a record may have; counted to one more than asked.</summary>
    private static int LinesOfLongest(StrictText file, string? first, int most)
    {
        var (lines, bytes) = (1, Encoding.UTF8.GetByteCount(first ?? ""));
        while (lines <= most && file.ReadLine(out var isCut) is { } next && !isCut
            && (bytes += 1 + Encoding.UTF8.GetByteCount(next)) <= LongestRecord)
        {
            lines++;
        }

        return lines;
    }

    private static int LinesOf(ReadOnlySpan<byte> raw)
    {
        var content = raw.TrimEnd("\r\n"u8);
        return 1 + Math.Max(content.Count((byte)'\n'), content.Count((byte)'\r'));
    }

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

        private bool isUnterminated;

        public bool IsUnterminated(long line) => Line == line && isUnterminated;

        public void Note(CsvMalformedRecord record)
        {
            Line = record.LineNumber;
            isUnterminated = record.Reason == CsvMalformedReason.UnterminatedQuote;
            Problem = record.Reason switch
            {
                CsvMalformedReason.TextAfterClosingQuote => "has text after a closing quote",
                CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote =>
                    "has a quote that is not closed; if quotes mean nothing here, set Csv.Quote to null",
                _ => null,   // a quote inside a field that does not begin with one is text
            };
        }
    }
}
