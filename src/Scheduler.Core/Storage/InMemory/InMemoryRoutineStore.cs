using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>The definitions' versions.</summary>
internal sealed class InMemoryRoutineStore(MemorySteps steps, MemoryTables tables) : IRoutineStore
{
    private readonly List<StoredVersion> versions = [];
    private readonly Dictionary<(DefinitionKind Kind, string Key), StoredVersion> newest = [];
    private readonly Dictionary<RoutineKey, RoutineStanding> standing = [];

    public Task<RegistrationReport> RegisterAsync(DefinitionSet definitions, Actor actor, CancellationToken cancel) =>
        steps.ChangeAsync(now => Register(definitions, actor, now), cancel);

    public Task<StoredDefinitions> ReadAsync(CancellationToken cancel) => steps.QuietlyAsync(_ => Read(), cancel);

    public Task<long> ReadMarkAsync(CancellationToken cancel) => steps.QuietlyAsync(_ => tables.DefinitionsMark, cancel);

    public Task<IReadOnlyList<StoredVersion>> ReadVersionsAsync(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        steps.QuietlyAsync<IReadOnlyList<StoredVersion>>(
            _ => [.. ids.Distinct().Where(id => id >= 1 && id <= versions.Count).Select(id => versions[(int)(id - 1)])], cancel);

    public Task<StoredCalendars> ReadCalendarsAsync(long asOf, CancellationToken cancel) => steps.QuietlyAsync(_ => ReadCalendars(asOf), cancel);

    public Task<IReadOnlyList<StoredVersion>> ReadHistoryAsync(DefinitionKind kind, string key, CancellationToken cancel) =>
        steps.QuietlyAsync<IReadOnlyList<StoredVersion>>(
            _ => [.. versions.Where(version => version.Definition.Kind == kind && version.Definition.Key == key).Reverse()], cancel);

    private RegistrationReport Register(DefinitionSet set, Actor actor, Instant now)
    {
        var decision = RegistrationDecision.Decide(set, newest, standing, now);
        foreach (var definition in decision.Changed)
        {
            var number = newest.TryGetValue((definition.Kind, definition.Key), out var before) ? before.Number + 1 : 1;
            var version = new StoredVersion(versions.Count + 1, definition, number, actor, now, set.Reason, set.Revision);
            versions.Add(version);
            newest[(definition.Kind, definition.Key)] = version;
        }

        foreach (var (routine, stands) in decision.Standing)
        {
            standing[routine] = stands;
        }

        tables.DefinitionsMark += decision.Writes ? 1 : 0;
        return decision.Report;
    }

    private StoredDefinitions Read() => new(
        [.. NewestOf(DefinitionKind.Routine).Select(AsRoutine)],
        [.. NewestOf(DefinitionKind.Calendar)],
        NewestOf(DefinitionKind.Settings).FirstOrDefault());

    private StoredCalendars ReadCalendars(long asOf)
    {
        var stood = versions.TakeWhile(version => version.Id <= asOf)
            .GroupBy(version => (version.Definition.Kind, version.Definition.Key), (_, all) => all.Last())
            .OrderBy(version => version.Definition.Key, StringComparer.Ordinal).ToLookup(version => version.Definition.Kind);
        return new StoredCalendars([.. stood[DefinitionKind.Calendar]], stood[DefinitionKind.Settings].FirstOrDefault());
    }

    private IEnumerable<StoredVersion> NewestOf(DefinitionKind kind) =>
        newest.Values.Where(version => version.Definition.Kind == kind).OrderBy(version => version.Definition.Key, StringComparer.Ordinal);

    private StoredRoutine AsRoutine(StoredVersion version)
    {
        var stands = standing[version.Definition.Key];
        return new StoredRoutine(version, stands.ActiveFrom, stands.RetiredAt);
    }
}
