using CsvHelper;

namespace RoutineScheduler.Executors.Load;

/// <summary>Fields between delimiters, quoted or not.</summary>
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
                CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote =>
                    "has a quote that is not closed; if quotes mean nothing here, set Csv.Quote to null",
                _ => null,   // a quote inside a field that does not begin with one is text
            };
        }
    }
}
