using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>Where a command has no scheduler to ask, a scheduler's default zone holds.</summary>
internal static class BuiltInZone
{
    public static DateTimeZone Zone => DateTimeZoneProviders.Tzdb[PlannerSettings.Default.Zone];

    public static LocalDate Today(IClock clock) => clock.GetCurrentInstant().InZone(Zone).Date;
}
