using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Loading;

/// <summary>Definitions as they would stand if a set were registered now: what a preview plans with, since it registers nothing.</summary>
/// <param name="Report">What registering would change.</param>
internal sealed record Proposal(StoredDefinitions Definitions, RegistrationReport Report)
{
    public static Proposal Of(StoredDefinitions stored, DefinitionSet set, Actor actor, Instant now)
    {
        var newest = stored.Routines.Select(routine => routine.Version)
            .Concat(stored.Calendars)
            .Concat(stored.Settings is { } settings ? [settings] : [])
            .ToDictionary(version => (version.Definition.Kind, version.Definition.Key));
        var standing = stored.Routines.ToDictionary(
            routine => new RoutineKey(routine.Version.Definition.Key), routine => new RoutineStanding(routine.ActiveFrom, routine.RetiredAt));
        var decision = RegistrationDecision.Decide(set, newest, standing, now);
        var nextId = newest.Values.Select(version => version.Id).DefaultIfEmpty(0).Max() + 1;
        foreach (var (i, definition) in decision.Changed.Index())
        {
            var number = (newest.GetValueOrDefault((definition.Kind, definition.Key))?.Number ?? 0) + 1;
            newest[(definition.Kind, definition.Key)] = new StoredVersion(nextId + i, definition, number, actor, now, set.Reason, set.Revision);
        }

        foreach (var (routine, stands) in decision.Standing)
        {
            standing[routine] = stands;
        }

        var definitions = new StoredDefinitions(
            [.. standing.Select(of => new StoredRoutine(newest[(DefinitionKind.Routine, of.Key.Value)], of.Value.ActiveFrom, of.Value.RetiredAt))],
            [.. newest.Values.Where(version => version.Definition.Kind == DefinitionKind.Calendar)],
            newest.Values.SingleOrDefault(version => version.Definition.Kind == DefinitionKind.Settings));
        return new Proposal(definitions, decision.Report);
    }
}
