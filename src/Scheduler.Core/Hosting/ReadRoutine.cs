using RoutineScheduler.Execution;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Hosting;

/// <summary>A routine with its parameters as its executor's type reads them, templates unresolved: read once, for all who ask them.</summary>
/// <param name="Executor">Null where there is none of that name.</param>
/// <param name="Parameters">Null where they cannot be read, which is told elsewhere.</param>
internal sealed record ReadRoutine(Routine Routine, ExecutorEntry? Executor, object? Parameters)
{
    public static ReadRoutine Of(Routine routine, ExecutorEntry? executor) => new(routine, executor, ReadOrNull(routine, executor));

    /// <summary>A name with a template in it is known to the run alone.</summary>
    public IEnumerable<string> CalendarsInParameters =>
        Parameters is INamesCalendars of ? of.Calendars.Where(name => !Templates.AreIn(name)) : [];

    public IEnumerable<string?> Calendars =>
    [
        Routine.Calendar,
        .. Routine.DayGroup?.Calendars ?? [],
        .. Routine.After.Select(edge => (edge.Date as EdgeDate.BusinessDays)?.Calendar),
        .. Templates.CalendarsIn(Routine.Parameters),
        .. CalendarsInParameters,
    ];

    private static object? ReadOrNull(Routine routine, ExecutorEntry? executor)
    {
        try
        {
            return executor?.Read(routine.Parameters);
        }
        catch (ParametersUnreadableException)
        {
            return null;
        }
    }
}
