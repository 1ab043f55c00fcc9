using NodaTime;
using RoutineScheduler.Planning;

namespace RoutineScheduler.Storage.Conformance.Builders;

/// <summary>A run to be made by hand, due at once, with bounds like a planned one's.</summary>
internal static class AnOrder
{
    public static RunToOrder Of(string routine, LocalDate date, string? key = null, params PlannedEdge[] edges)
    {
        var planned = APlannedRun.DueAt(date.AtMidnight().InUtc().ToInstant(), routine);
        return new RunToOrder(planned.Terms, CalendarsAsOf: 1, date, date, DueAt: null, planned.Bounds, edges, key);
    }
}
