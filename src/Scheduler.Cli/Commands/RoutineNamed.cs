using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Cron;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Commands;

/// <summary>The routine that a person named: by its key. Who writes what the screen shows, its display name, is told the key.</summary>
internal static class RoutineNamed
{
    /// <exception cref="UsageException">There is no such key; says which one was probably meant.</exception>
    public static RoutineKey Find(string text, Desk desk)
    {
        if (desk.Routines.Values.FirstOrDefault(routine => IsName(text, routine)) is { } named && named.Key.Value != text)
        {
            throw new UsageException(
                $"{Quotation.Of(text)} is a routine's name; give its key: {named.Key}. 'scheduler routines' lists them.",
                $"{Quotation.Of(text)} é o nome de uma rotina; dê a chave dela: {named.Key}. 'scheduler routines' lista todas.");
        }

        var key = Given.Routine(text);
        return desk.Routines.ContainsKey(key) ? key : throw Unknown(key, desk);
    }

    private static bool IsName(string text, Routine routine) => string.Equals(routine.Name, text, StringComparison.OrdinalIgnoreCase);

    private static UsageException Unknown(RoutineKey key, Desk desk)
    {
        var meant = Suggestion.For(key.Value, desk.Routines.Keys.Select(known => known.Value));
        return new UsageException(
            $"There is no routine \"{key}\".{meant.English} 'scheduler routines' lists them.",
            $"Não há rotina \"{key}\".{meant.Portuguese} 'scheduler routines' lista todas.");
    }
}
