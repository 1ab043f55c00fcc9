namespace RoutineScheduler.Executors.Load;

/// <summary>What is wrong with the parameters whatever file and database there are: all of it at once.</summary>
internal static class LoadFileProblems
{
    public static IReadOnlyList<string> Of(LoadFile load) =>
        [
            .. LoadSourceProblems.Of(load), .. OfFormat(load), .. OfKey(load),
            .. load.Columns.SelectMany(column => LoadFieldProblems.Of(column, load)),
            .. load.Keep.SelectMany(keep => LoadFieldProblems.Of(keep, load)),
        ];

    private static IEnumerable<string> OfFormat(LoadFile load)
    {
        if (load.Csv is null == load.FixedWidth is null)
        {
            yield return "Set Csv or FixedWidth: one of them, not both.";
        }

        if (load.DecimalSign == load.GroupSign)
        {
            yield return $"DecimalSign and GroupSign are both '{load.DecimalSign}'.";
        }

        if (char.IsAsciiDigit(load.DecimalSign) || load.DecimalSign is '-' or '+' || load.GroupSign is '-' or '+'
            || (load.GroupSign is { } sign && char.IsAsciiDigit(sign)))
        {
            yield return "DecimalSign and GroupSign are neither digits nor signs of a number.";
        }

        if (load.Csv is { } csv
            && (!char.IsAscii(csv.Delimiter) || csv.Quote is > '\x7F' || csv.Delimiter == csv.Quote || csv.Delimiter is '\r' or '\n'))
        {
            yield return $"Csv: Delimiter '{csv.Delimiter}' and Quote '{csv.Quote}' must be two different ASCII characters.";
        }

        if (load.Records?.Trailer is { } trailer && (trailer.CountAt < 1 || trailer.CountTo < trailer.CountAt))
        {
            yield return $"Records.Trailer: CountAt is {trailer.CountAt} and CountTo {trailer.CountTo}; " +
                "positions count from 1 and do not run backwards.";
        }
    }

    private static IEnumerable<string> OfKey(LoadFile load)
    {
        if (load.InsertOnly && load.Key.Count > 0)
        {
            yield return "InsertOnly inserts each row, so Key would mean nothing: leave one of them out.";
        }

        if (!load.InsertOnly && load.Key.Count == 0)
        {
            yield return "Key is missing: name the columns that tell rows apart, or say InsertOnly and let a second load insert everything again.";
        }

        foreach (var key in load.Key.Where(key => !load.Columns.Any(column => Same(column.Column, key))))
        {
            yield return $"The Key column '{key}' gets no value: add it to Columns.";
        }

        foreach (var twice in load.Columns.GroupBy(column => column.Column, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"Columns names '{twice.Key}' {twice.Count()} times.";
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
