using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Routines;

/// <summary>
/// The planner's settings as one canonical text, all properties written: a changed default must not change what a stored version means.
/// </summary>
internal static class PlannerSettingsJson
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    public static string Write(PlannerSettings settings) => CanonicalJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("zone", settings.Zone);
        json.WriteString("startOfDay", Time.Format(settings.StartOfDay));
        json.WriteString("defaultCalendar", settings.DefaultCalendar);
        json.WriteString("dayFields", settings.DayFields.ToString());
        json.WriteNumber("maxRunsPerDate", settings.MaxRunsPerDate);
        json.WriteEndObject();
    });

    /// <exception cref="FormatException">Says everything that is wrong, each with its path.</exception>
    public static PlannerSettings Read(string json)
    {
        var problems = new List<string>();
        var settings = JsonPart.Parse(json, problems) is { } root ? Read(new DefinitionPart(root, RoutineJsonNames.Settings)) : null;
        return problems.Count == 0
            ? settings!
            : throw UnreadableDefinition.For("The planner's settings have", problems);
    }

    private static PlannerSettings Read(DefinitionPart part) => new()
    {
        Zone = part.RequiredText("zone"),
        StartOfDay = part.TimeOfDay("startOfDay") ?? PlannerSettings.Default.StartOfDay,
        DefaultCalendar = part.RequiredText("defaultCalendar"),
        DayFields = part.Enum<DayFields>("dayFields") ?? PlannerSettings.Default.DayFields,
        MaxRunsPerDate = part.Int("maxRunsPerDate", PlannerSettings.Default.MaxRunsPerDate),
    };
}
