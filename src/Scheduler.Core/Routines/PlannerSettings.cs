using NodaTime;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Routines;

/// <summary>What plans depend on beside routines and calendars: a scheduler has one of it, and stores it as a version.</summary>
internal sealed record PlannerSettings
{
    public static PlannerSettings Default { get; } = new();

    /// <summary>An id of NodaTime's tzdb.</summary>
    public string Zone { get; init; } = "America/Sao_Paulo";

    /// <summary>Where every order day begins, in each routine's zone; whole seconds.</summary>
    public LocalTime StartOfDay { get; init; } = LocalTime.Midnight;

    public string DefaultCalendar { get; init; } = "anbima";

    public DayFields DayFields { get; init; } = DayFields.Either;

    /// <summary>The most runs of one routine on one date; checked when it is defined.</summary>
    public int MaxRunsPerDate { get; init; } = 1_500;

    /// <summary>What a plan still accepts: a clock change may repeat hours, at worst all of those that an expression names.</summary>
    public int MostRunsOnADate => checked(2 * MaxRunsPerDate);
}
