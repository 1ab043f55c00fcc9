using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Executors.Load;

/// <summary>Turns the text of a field into string, long, decimal or LocalDate; an empty one into null.</summary>
internal sealed class FieldValue(FieldType type, NumberText numbers, string format, int impliedDecimals, string? whenEmpty)
{
    private readonly LocalDatePattern dates = LocalDatePattern.CreateWithInvariantCulture(format);
    private string lastDateText = "";
    private LocalDate lastDate;

    public static FieldValue Of(LoadColumn column, LoadFile load) =>
        new(column.Type, new NumberText(load.DecimalSign, load.GroupSign), column.Format, column.ImpliedDecimals, column.WhenEmpty);

    /// <summary>What is wrong with a column's constant; null when nothing is.</summary>
    public static string? ProblemOfConstant(LoadColumn column)
    {
        OfConstant(column).Read(column.Constant, out var problem);
        return problem;
    }

    /// <summary>What is wrong with a column's <see cref="LoadColumn.WhenEmpty"/>; null when nothing is.</summary>
    public static string? ProblemOfEmpty(LoadColumn column, LoadFile load)
    {
        Of(column, load).Read("", out var problem);
        return problem;
    }

    public static object? Constant(LoadColumn column) => OfConstant(column).Read(column.Constant, out _);

    public object? Read(ReadOnlySpan<char> text, out string? problem)
    {
        problem = null;
        if (text.IsEmpty)
        {
            text = whenEmpty;
        }

        return text.IsEmpty && (whenEmpty is null || type != FieldType.Text) ? null : type switch
        {
            FieldType.Integer => numbers.ReadInteger(text, out problem),
            FieldType.Decimal => numbers.ReadDecimal(text, impliedDecimals, out problem),
            FieldType.Date => ReadDate(text, out problem),
            _ => text.ToString(),
        };
    }

    private static FieldValue OfConstant(LoadColumn column) => new(column.Type, NumberText.Invariant, "yyyy-MM-dd", 0, whenEmpty: null);

    private LocalDate ReadDate(ReadOnlySpan<char> text, out string? problem)
    {
        problem = null;
        if (!text.SequenceEqual(lastDateText))
        {
            var parsed = dates.Parse(text.ToString());
            if (!parsed.Success)
            {
                problem = $"is not a date like {format}";
                return default;
            }

            (lastDate, lastDateText) = (parsed.Value, text.ToString());
        }

        return lastDate;
    }
}
