using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Hosting;

/// <summary>One routine's parameters at start, beside what else the host has: for what they cannot know by themselves.</summary>
/// <param name="Parameters">With their templates unresolved.</param>
/// <param name="Routines">All that the host defines.</param>
public sealed record ParametersToCheck<TParameters>(
    Routine Routine, TParameters Parameters, IServiceProvider Services, IReadOnlyCollection<RoutineKey> Routines)
{
    /// <summary>False where the text has a template in it: what it stands for, the run alone knows.</summary>
    public bool IsKnown(string text) => !Templates.AreIn(text);

    /// <summary>" Did you mean …?", to stand behind the sentence that misses a name; empty where none of the known ones is near.</summary>
    public string DidYouMean(string name, IEnumerable<string> known) => NearestName.Question(name, known);
}
