using Microsoft.Extensions.Configuration;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Hosting;

/// <summary>What may stand in the configuration section: a misspelt key would leave an option at its default without a word.</summary>
internal static class OptionKeys
{
    private static readonly IReadOnlyCollection<string> Options =
        [.. typeof(SchedulerOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];

    /// <summary>Sections within ours that the library reads; one of another name is the host's own.</summary>
    private static readonly IReadOnlyCollection<string> Sections = ["Secrets", "Download"];

    /// <summary>Null where the key may stand there.</summary>
    public static string? Problem(IConfigurationSection entry)
    {
        var isSection = entry.GetChildren().Any();
        if (Options.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
        {
            return isSection ? $"{entry.Path} is one value, but there is {entry.GetChildren().First().Path}." : null;
        }

        if (Sections.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
        {
            // Its value is not shown: it may be a secret that has lost its name.
            return string.IsNullOrEmpty(entry.Value)
                ? null
                : $"{entry.Path} is a section and has no value itself: name what it is of, as in {entry.Path}:NAME.";
        }

        var meant = NearestName.Question(entry.Key, isSection ? Sections : Options);
        return isSection && meant.Length == 0 ? null : $"{entry.Path} is no option of the scheduler.{meant}";
    }
}
