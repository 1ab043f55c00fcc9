using RoutineScheduler.Calendars;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <summary>No routine has this key; the message names what was probably meant.</summary>
public sealed class UnknownRoutineException : Exception
{
    internal UnknownRoutineException(RoutineKey routine, IReadOnlyCollection<string> known)
        : base(
            $"There is no routine \"{routine}\".{NearestName.Question(routine.Value, known)} " +
            $"{(known.Count == 0 ? "No routine is defined." : $"{known.Count} routines are defined.")}")
    {
        Routine = routine;
    }

    public RoutineKey Routine { get; }
}
