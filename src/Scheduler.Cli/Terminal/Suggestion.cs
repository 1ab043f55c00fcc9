using RoutineScheduler.Calendars;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>" Did you mean …?", or nothing where no name is near.</summary>
internal readonly record struct Suggestion(string English, string Portuguese)
{
    public static Suggestion For(string word, IEnumerable<string> known) => Of(NearestName.Of(word, known));

    /// <param name="name">Null where none is near.</param>
    public static Suggestion Of(string? name) => name is not null
        ? new($" Did you mean \"{name}\"?", $" Você quis dizer \"{name}\"?")
        : new("", "");
}
