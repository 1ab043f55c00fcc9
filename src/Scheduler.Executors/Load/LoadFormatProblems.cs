namespace RoutineScheduler.Executors.Load;

/// <summary>What contradicts itself in how files are written.</summary>
internal static class LoadFormatProblems
{
    public static IEnumerable<string> Of(LoadFile load) =>
    [
        .. load.Csv is null == load.FixedWidth is null ? ["Set Csv or FixedWidth: one of them, not both."] : Array.Empty<string>(),
        .. OfNumbers(load),
        .. load.Csv is { } csv ? OfCsv(csv) : [],
        .. load.Records?.Trailer is { } trailer ? OfTrailer(trailer) : [],
    ];

    private static IEnumerable<string> OfNumbers(LoadFile load)
    {
        if (load.DecimalSign == load.GroupSign)
        {
            yield return $"DecimalSign and GroupSign are both '{load.DecimalSign}'.";
        }

        if (IsOfANumber(load.DecimalSign) || (load.GroupSign is { } sign && IsOfANumber(sign)))
        {
            yield return "DecimalSign and GroupSign are neither digits nor signs of a number.";
        }
    }

    private static bool IsOfANumber(char sign) => char.IsAsciiDigit(sign) || sign is '-' or '+';

    private static IEnumerable<string> OfCsv(CsvFormat csv)
    {
        if (!char.IsAscii(csv.Delimiter) || csv.Quote is > '\x7F' || csv.Delimiter == csv.Quote || csv.Delimiter is '\r' or '\n')
        {
            yield return $"Csv: Delimiter '{csv.Delimiter}' and Quote '{csv.Quote}' must be two different ASCII characters.";
        }

        if (csv.MostLinesPerRecord < 1)
        {
            yield return $"Csv: MostLinesPerRecord is {csv.MostLinesPerRecord}; a record has at least one line.";
        }
    }

    private static IEnumerable<string> OfTrailer(Trailer trailer)
    {
        if (trailer.CountAt < 1 || trailer.CountTo < trailer.CountAt)
        {
            yield return $"Records.Trailer: CountAt is {trailer.CountAt} and CountTo {trailer.CountTo}; " +
                "positions count from 1 and do not run backwards.";
        }
    }
}
