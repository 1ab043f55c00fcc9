using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.Loading;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <summary>A routine that somebody names, among the definitions of now.</summary>
internal static class RoutineLookup
{
    /// <exception cref="UnknownRoutineException">There is no such routine, not even a retired one.</exception>
    public static Routine Require(this PlanningInputs inputs, RoutineKey routine) => inputs.Routines.TryGetValue(routine, out var found)
        ? found
        : throw new UnknownRoutineException(routine, [.. inputs.Routines.Keys.Select(key => key.Value)]);

    /// <summary>A retired routine is in no plan, but may be asked about and run again.</summary>
    public static Planner PlannerOf(this PlanningInputs inputs, RoutineKey routine)
    {
        if (inputs.Planner.Knows(routine))
        {
            return inputs.Planner;
        }

        var stored = inputs.Stored[routine];
        var (version, definition) = (stored.Version, stored.Version.Definition);
        var retired = stored.RetiredAt is { } at ? new Inactivity("retired", at) : null;
        var toPlan = RoutineToPlan.FromStored(definition.Key, definition.Json, definition.Hash, version.Id, stored.ActiveFrom, retired);
        return Planner.Create([toPlan], inputs.Calendars, inputs.Settings);
    }

    /// <summary>The order date that is on.</summary>
    public static LocalDate TodayIn(this PlanningInputs inputs, string zone, Instant now) =>
        OrderDay.At(now, DateTimeZoneProviders.Tzdb[zone], inputs.Settings.StartOfDay).Date;
}
