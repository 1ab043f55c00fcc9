using RoutineScheduler.Journal;

namespace RoutineScheduler.Storage;

/// <summary>What a filter means, said once: the stores that ask in SQL are held against it.</summary>
internal static class LogFilters
{
    /// <summary>The limit aside.</summary>
    public static bool Matches(this LogFilter filter, LogEntry line) =>
        !(line.Id <= filter.After)
        && line.Level >= filter.AtLeast
        && (filter.Run is null || line.Run == filter.Run)
        && (filter.Routine is null || line.Routine == filter.Routine)
        && (filter.OrderDate is null || line.OrderDate == filter.OrderDate)
        && !(line.At < filter.Since);
}
