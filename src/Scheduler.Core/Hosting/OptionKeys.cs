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
        if (Options.Concat(Sections).Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var isSection = entry.GetChildren().Any();
        var meant = NearestName.Question(entry.Key, isSection ? Sections : Options);
        return isSection && meant.Length == 0 ? null : $"{entry.Path} is no option of the scheduler.{meant}";
    }
}
