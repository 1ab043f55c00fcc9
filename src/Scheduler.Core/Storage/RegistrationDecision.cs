using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage;

/// <summary>Since when a routine is active, and whether its code has gone.</summary>
internal readonly record struct RoutineStanding(Instant ActiveFrom, Instant? RetiredAt);

/// <summary>What a registration writes, decided from what is there.</summary>
/// <param name="Changed">The definitions that get a new version, in the order of the set.</param>
/// <param name="Standing">The routines whose standing is another one now.</param>
internal sealed record RegistrationDecision(
    IReadOnlyList<Definition> Changed, IReadOnlyDictionary<RoutineKey, RoutineStanding> Standing, RegistrationReport Report)
{
    /// <summary>False: all of it was there already, and <see cref="IRoutineStore.ReadMarkAsync"/> answers as before.</summary>
    public bool Writes => Changed.Count > 0 || Standing.Count > 0;

    public static RegistrationDecision Decide(
        DefinitionSet set,
        IReadOnlyDictionary<(DefinitionKind Kind, string Key), StoredVersion> newest,
        IReadOnlyDictionary<RoutineKey, RoutineStanding> standing,
        Instant now)
    {
        var changed = set.Definitions.Where(it => newest.GetValueOrDefault((it.Kind, it.Key))?.Definition.Hash != it.Hash).ToList();
        var inCode = set.Definitions.Where(it => it.Kind == DefinitionKind.Routine).Select(it => new RoutineKey(it.Key)).ToHashSet();
        var stands = inCode.ToDictionary(routine => routine, routine => InCode(routine, set, standing, now));
        foreach (var (routine, was) in standing.Where(it => it.Value.RetiredAt is null && !inCode.Contains(it.Key)))
        {
            stands.Add(routine, was with { RetiredAt = now });
        }

        var others = stands.Where(it => !standing.TryGetValue(it.Key, out var was) || was != it.Value).ToDictionary();
        return new RegistrationDecision(changed, others, ReportOf(changed, others, standing));
    }

    private static RoutineStanding InCode(
        RoutineKey routine, DefinitionSet set, IReadOnlyDictionary<RoutineKey, RoutineStanding> standing, Instant now)
    {
        var isKnown = standing.TryGetValue(routine, out var was) && was.RetiredAt is null;
        return new RoutineStanding(set.ActiveFrom.TryGetValue(routine, out var named) ? named : isKnown ? was.ActiveFrom : now, null);
    }

    private static RegistrationReport ReportOf(
        IReadOnlyList<Definition> changed, IReadOnlyDictionary<RoutineKey, RoutineStanding> others,
        IReadOnlyDictionary<RoutineKey, RoutineStanding> standing)
    {
        var routines = changed.Where(it => it.Kind == DefinitionKind.Routine).Select(it => new RoutineKey(it.Key)).ToList();
        return new RegistrationReport(
            New: InOrder(others.Keys.Where(key => !standing.ContainsKey(key))),
            Changed: InOrder(routines.Where(standing.ContainsKey)),
            Retired: InOrder(others.Where(it => it.Value.RetiredAt is not null).Select(it => it.Key)),
            Returned: InOrder(
                others.Where(it => it.Value.RetiredAt is null && standing.TryGetValue(it.Key, out var was) && was.RetiredAt is not null)
                    .Select(it => it.Key)),
            ChangedCalendars: changed.Count(it => it.Kind == DefinitionKind.Calendar),
            SettingsChanged: changed.Any(it => it.Kind == DefinitionKind.Settings));
    }

    private static List<RoutineKey> InOrder(IEnumerable<RoutineKey> routines) => [.. routines.OrderBy(key => key.Value, StringComparer.Ordinal)];
}
