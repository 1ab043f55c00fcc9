namespace RoutineScheduler.Executors.Load;

/// <summary>What contradicts itself in a column to be filled, or in a condition on rows.</summary>
internal static class LoadFieldProblems
{
    public static IEnumerable<string> Of(LoadColumn column, LoadFile load)
    {
        var what = $"Column '{column.Column}'";
        return [.. OfOrigin(what, column), .. Of(what, column, load), .. OfValue(what, column, load), .. OfFileDate(what, column, load)];
    }

    public static IEnumerable<string> Of(RowCondition keep, LoadFile load)
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

    private static IEnumerable<string> OfOrigin(string what, LoadColumn column)
    {
        var origins = (column.IsOfTheLine ? 1 : 0) + (column.Constant is null ? 0 : 1) + (column.Context is null ? 0 : 1);
        if (origins != 1)
        {
            yield return $"{what}: give it a field of the line, a Constant or a Context value, exactly one of them.";
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

    private static IEnumerable<string> OfValue(string what, LoadColumn column, LoadFile load)
    {
        if (column.ImpliedDecimals is < 0 or > 28 || (column.ImpliedDecimals > 0 && column.Type != FieldType.Decimal))
        {
            yield return $"{what}: ImpliedDecimals is {column.ImpliedDecimals}; it is 0 to 28, and for type Decimal only.";
        }

        if (column.Type == FieldType.Date && DateFormat.Problem(column.Format) is { } format)
        {
            yield return $"{what}: '{column.Format}' {format}; dd/MM/yyyy would be one.";
        }
        else if (column.WhenEmpty is not null && FieldValue.ProblemOfEmpty(column, load) is { } empty)
        {
            yield return $"{what}: WhenEmpty, '{column.WhenEmpty}', {empty}.";
        }

        if (column.Constant is not null && FieldValue.ProblemOfConstant(column) is { } constant)
        {
            yield return $"{what}: the Constant '{column.Constant}' {constant}.";
        }
    }

    private static IEnumerable<string> OfFileDate(string what, LoadColumn column, LoadFile load)
    {
        if (column.Context == ContextValue.FileDate && !(DatedName.HasDate(load.Folder ?? "") || DatedName.HasDate(load.Mask ?? "")))
        {
            yield return $"{what}: FileDate needs a date such as {{date:yyyyMMdd}} in Mask or Folder.";
        }
    }
}
