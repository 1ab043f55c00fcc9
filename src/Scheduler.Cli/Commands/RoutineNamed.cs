using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Commands;

/// <summary>The routine that a person named: by its key. Who writes what the screen shows, its display name, is told the key.</summary>
internal static class RoutineNamed
{
    /// <exception cref="UsageException">There is no such key; says which one was probably meant.</exception>
    public static RoutineKey Find(string text, Desk desk)
    {
        if (desk.Routines.Values.FirstOrDefault(routine => string.Equals(routine.Name, text, StringComparison.OrdinalIgnoreCase)) is { } named && named.Key.Value != text)
        {
            throw new UsageException($"{Quotation.Of(text)} is a routine's name; give its key: {named.Key}. 'scheduler routines' lists them.");
        }

        var key = Given.Routine(text);
        return desk.Routines.ContainsKey(key)
            ? key
            : throw new UsageException($"There is no routine \"{key}\".{NearestName.Question(text, desk.Routines.Keys.Select(known => known.Value))} 'scheduler routines' lists them.");
    }
}
