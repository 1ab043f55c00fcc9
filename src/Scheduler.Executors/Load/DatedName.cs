using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Executors.Load;

/// <summary>A folder or mask with <c>{date:pattern}</c> in it. Other templates were resolved before the executor was entered.</summary>
internal static class DatedName
{
    private const string Open = "{date:";

    public static bool HasDate(string name) => name.Contains(Open, StringComparison.Ordinal);

    /// <summary>Null when all its dates have patterns that can be printed.</summary>
    public static string? Problem(string name)
    {
        try
        {
            On(name, new LocalDate(2000, 1, 31));
            return null;
        }
        catch (Exception trouble) when (trouble is FormatException or InvalidPatternException)
        {
            return trouble.Message;
        }
    }

    public static string On(string name, LocalDate date)
    {
        var open = name.IndexOf(Open, StringComparison.Ordinal);
        if (open < 0)
        {
            return name;
        }

        var close = name.IndexOf('}', open);
        if (close < 0)
        {
            throw new FormatException($"'{name}' has a '{Open}' at column {open + 1} that no '}}' closes.");
        }

        var pattern = name[(open + Open.Length)..close];
        return name[..open] + LocalDatePattern.CreateWithInvariantCulture(pattern).Format(date) + On(name[(close + 1)..], date);
    }
}
