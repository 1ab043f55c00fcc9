using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Core.Tests.Calendars;

/// <summary>A list of dates that another project made.</summary>
internal static class OracleList
{
    /// <summary>Each line's columns by the header's names.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadLines(OracleData.File("calendars", file)).Where(line => line.Length > 0).Select(line => line.Split(',')).ToList();
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    public static HashSet<LocalDate> Dates(string file) => [.. Rows(file).Select(row => Date(row["date"]))];

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    public static IEnumerable<LocalDate> Days(LocalDate from, LocalDate through)
    {
        for (var date = from; date <= through; date = date.PlusDays(1))
        {
            yield return date;
        }
    }
}
