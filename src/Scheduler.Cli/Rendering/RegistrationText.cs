using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Client;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>What registering a program's definitions changed, or would change, in a line.</summary>
internal static class RegistrationText
{
    /// <summary>Beyond, they are counted: the first registration has them all.</summary>
    private const int MostNamed = 5;

    public static string Done(DefinitionChanges changes, Words words) =>
        words[$"Definitions registered: {Of(changes, words)}.", $"Definições registradas: {Of(changes, words)}."];

    public static string Proposed(DefinitionChanges changes, Words words) => words[
        $"The load would first register this program's definitions: {Of(changes, words)}.",
        $"A carga registraria antes as definições deste programa: {Of(changes, words)}."];

    private static string Of(DefinitionChanges changes, Words words)
    {
        string[] parts =
        [
            Named(changes.New, words["new", "novas"]), Named(changes.Changed, words["changed", "alteradas"]),
            Named(changes.Returned, words["back again", "de volta"]), Named(changes.Retired, words["retired", "retiradas"]),
            changes.Calendars == 0 ? "" : words.Count(changes.Calendars, "calendar", "calendars", "calendário", "calendários"),
            changes.Settings ? words["the settings", "as configurações"] : "",
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    private static string Named(IReadOnlyList<RoutineKey> routines, string what) => routines.Count switch
    {
        0 => "",
        <= MostNamed => $"{what} {string.Join(", ", routines)}",
        _ => $"{what} {string.Join(", ", routines.Take(MostNamed))}, … ({routines.Count})",
    };
}
