using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.Conformance.Builders;

internal static class AnEdge
{
    public static PlannedEdge To(
        string predecessor, LocalDate date, EdgeRequirement requires = EdgeRequirement.Success,
        IfNotPlanned ifNotPlanned = IfNotPlanned.Ignore, int number = 0) =>
        new(number, predecessor, date, requires, ifNotPlanned);
}
