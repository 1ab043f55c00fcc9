using RoutineScheduler.Calendars;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Hosting;

/// <summary>Everything that the host's code defined, as it is stored.</summary>
internal static class DefinedSet
{
    public static DefinitionSet Of(SchedulerDefinition definition, CalendarSet calendars, SchedulerOptions options)
    {
        var settings = PlannerSettingsJson.Write(SchedulerParts.SettingsOf(options));
        var all = definition.Routines.Select(routine => Of(DefinitionKind.Routine, routine.Key.Value, RoutineJson.Write(routine)))
            .Concat(calendars.All.Select(calendar => new Definition(DefinitionKind.Calendar, calendar.Name, calendar.ToJson(), calendar.Hash)))
            .Append(Of(DefinitionKind.Settings, "planner", settings));
        var activeFrom = definition.Routines.Where(routine => routine.ActiveFrom is not null)
            .ToDictionary(routine => routine.Key, routine => routine.ActiveFrom!.Value);
        return new DefinitionSet([.. all], activeFrom, options.Revision);
    }

    private static Definition Of(DefinitionKind kind, string key, string json) => new(kind, key, json, RoutineJson.Hash(json));
}
