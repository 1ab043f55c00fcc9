using NodaTime.Text;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Executors.Load;

/// <summary>What is wrong with the parameters whatever file and database there are: all of it at once.</summary>
internal static class LoadFileProblems
{
    public static IReadOnlyList<string> Of(LoadFile load) =>
        [.. OfSource(load), .. OfFormat(load), .. OfKey(load), .. load.Columns.SelectMany(column => Of(column, load)), .. load.Keep.SelectMany(keep => Of(keep, load))];

    private static IEnumerable<string> OfSource(LoadFile load)
    {
        var hasMask = load.Folder is not null || load.Mask is not null;
        if (load.From is not null == hasMask)
        {
            yield return "Name the source by Folder and Mask, or by From: one of them, not both.";
        }

        if (hasMask && (string.IsNullOrWhiteSpace(load.Folder) || string.IsNullOrWhiteSpace(load.Mask)))
        {
            yield return "Folder and Mask go together: Folder is where, Mask is the file's name.";
        }

        if (load.Mask is { } mask && mask.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            yield return $"The Mask '{mask}' has a path in it: it is matched with names of files; folders belong to Folder, and dates of a name have no slashes.";
        }

        if (load.LookBack > 0 && !(DatedName.HasDate(load.Folder ?? "") || DatedName.HasDate(load.Mask ?? "")))
        {
            yield return $"LookBack is {load.LookBack}, but neither Mask nor Folder has a date such as {{date:yyyyMMdd}}.";
        }

        if (load.From is { } from && KeyProblem(from) is { } problem)
        {
            yield return $"From: {problem}";
        }

        if (load.From is not null && load.MoveTo is not null)
        {
            yield return "MoveTo is not for artifacts: their run and others refer to them where they are.";
        }

        foreach (var (what, name) in new[] { ("Folder", load.Folder), ("Mask", load.Mask), ("MoveTo", load.MoveTo) })
        {
            if (name?.Contains('\0') ?? false)
            {
                yield return $"{what} has a NUL in it, which no path may have.";
                yield break;
            }
        }

        if (load.MoveTo is { Length: > 0 } moveTo && load.Folder is { Length: > 0 } folder && SamePath(moveTo, folder))
        {
            yield return "MoveTo is the Folder that files come from: they would be loaded again and again.";
        }

        foreach (var (what, name) in new[] { ("Folder", load.Folder), ("Mask", load.Mask), ("MoveTo", load.MoveTo) })
        {
            if (name is not null && DatedName.Problem(name) is { } wrong)
            {
                yield return $"{what}: {wrong}";
            }
        }
    }

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

        if (char.IsAsciiDigit(load.DecimalSign) || load.DecimalSign is '-' or '+' || load.GroupSign is '-' or '+' || (load.GroupSign is { } sign && char.IsAsciiDigit(sign)))
        {
            yield return "DecimalSign and GroupSign are neither digits nor signs of a number.";
        }

        if (load.Csv is { } csv && (!char.IsAscii(csv.Delimiter) || csv.Quote is > '\x7F' || csv.Delimiter == csv.Quote || csv.Delimiter is '\r' or '\n'))
        {
            yield return $"Csv: Delimiter '{csv.Delimiter}' and Quote '{csv.Quote}' must be two different ASCII characters.";
        }

        if (load.Records?.Trailer is { } trailer && (trailer.CountAt < 1 || trailer.CountTo < trailer.CountAt))
        {
            yield return $"Records.Trailer: CountAt is {trailer.CountAt} and CountTo {trailer.CountTo}; positions count from 1 and do not run backwards.";
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

    private static IEnumerable<string> Of(LoadColumn column, LoadFile load)
    {
        var what = $"Column '{column.Column}'";
        var sources = (column.IsOfTheLine ? 1 : 0) + (column.Constant is null ? 0 : 1) + (column.Context is null ? 0 : 1);
        if (sources != 1)
        {
            yield return $"{what}: give it a field of the line, a Constant or a Context value, exactly one of them.";
        }

        foreach (var problem in Of(what, column, load))
        {
            yield return problem;
        }

        if (column.ImpliedDecimals is < 0 or > 28 || (column.ImpliedDecimals > 0 && column.Type != FieldType.Decimal))
        {
            yield return $"{what}: ImpliedDecimals is {column.ImpliedDecimals}; it is 0 to 28, and for type Decimal only.";
        }

        if (column.Type == FieldType.Date && !IsPattern(column.Format))
        {
            yield return $"{what}: '{column.Format}' is no pattern of a date; dd/MM/yyyy would be one.";
        }

        else if (column.WhenEmpty is not null && FieldValue.ProblemOfEmpty(column, load) is { } empty)
        {
            yield return $"{what}: WhenEmpty, '{column.WhenEmpty}', {empty}.";
        }

        if (column.Constant is not null && FieldValue.ProblemOfConstant(column) is { } constant)
        {
            yield return $"{what}: the Constant '{column.Constant}' {constant}.";
        }

        if (column.Context == ContextValue.FileDate && !(DatedName.HasDate(load.Folder ?? "") || DatedName.HasDate(load.Mask ?? "")))
        {
            yield return $"{what}: FileDate needs a date such as {{date:yyyyMMdd}} in Mask or Folder.";
        }
    }

    private static IEnumerable<string> Of(RowCondition keep, LoadFile load)
    {
        if (!keep.IsNamed && keep.At is null)
        {
            yield return "Keep: a condition names its field, by Field or by At.";
        }

        if (keep.Present is null && keep.In.Count == 0 && keep.NotIn.Count == 0)
        {
            yield return $"Keep: the condition on {keep.Described} says nothing: set Present, In or NotIn.";
        }

        foreach (var problem in Of("Keep", keep, load))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Of(string what, FileField field, LoadFile load)
    {
        if (field.IsNamed && field.At is not null)
        {
            yield return $"{what}: '{field.Field}' goes by name or by position, not by both.";
        }

        if (field.IsNamed && load.Csv is not { HasHeader: true })
        {
            yield return $"{what}: '{field.Field}' is a name, and only a CSV with a header has names; give positions (At, To).";
        }

        if (field.At is not null && load.Csv is { HasHeader: true })
        {
            yield return $"{what}: the file has a header, so fields go by name; give Field instead of At.";
        }

        if (field.At < 1 || field.To < field.At)
        {
            yield return $"{what}: {field.Described}: positions count from 1 and do not run backwards.";
        }
    }

    private static bool SamePath(string left, string right) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(left)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(right));

    private static string? KeyProblem(string routine)
    {
        try
        {
            _ = new RoutineKey(routine);
            return null;
        }
        catch (ArgumentException trouble)
        {
            return trouble.Message;
        }
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            LocalDatePattern.CreateWithInvariantCulture(pattern);
            return true;
        }
        catch (InvalidPatternException)
        {
            return false;
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
