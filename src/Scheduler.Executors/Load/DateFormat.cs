using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Executors.Load;

/// <summary>The pattern of a field's date.</summary>
internal static class DateFormat
{
    /// <summary>Differs in year, month and day from what NodaTime fills in for a part that a text does not have.</summary>
    private static readonly LocalDate Probe = new(2023, 11, 29);

    /// <summary>As in "has no year, so it is no pattern of a date"; null where it reads a whole date.</summary>
    public static string? Problem(string format)
    {
        try
        {
            var pattern = LocalDatePattern.CreateWithInvariantCulture(format);
            return Lacks(pattern.Parse(pattern.Format(Probe))) is { } lacks ? $"{lacks}, so it is no pattern of a date" : null;
        }
        catch (InvalidPatternException)
        {
            return "is no pattern of a date";
        }
    }

    /// <param name="again">
    /// What it reads of what it wrote: its letters alone tell neither what is quoted nor which parts a standard pattern has.
    /// </param>
    private static string? Lacks(ParseResult<LocalDate> again)
    {
        if (!again.Success)
        {
            return "does not tell one date";   // as a weekday, which contradicts the parts that are filled in
        }

        string[] missing =
        [
            .. again.Value.Year == Probe.Year ? [] : (string[])["year"],
            .. again.Value.Month == Probe.Month ? [] : (string[])["month"],
            .. again.Value.Day == Probe.Day ? [] : (string[])["day"],
        ];
        return missing.Length == 0 ? null : $"has no {string.Join(" and no ", missing)}";
    }
}
