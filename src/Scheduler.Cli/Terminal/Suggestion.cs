using RoutineScheduler.Calendars;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>" Did you mean …?", or nothing where no name is near.</summary>
internal readonly record struct Suggestion(string English, string Portuguese)
{
    public static Suggestion For(string word, IEnumerable<string> known) => NearestName.Of(word, known) is { } name
        ? new($" Did you mean \"{name}\"?", $" Você quis dizer \"{name}\"?")
        : new("", "");
}
