using Dapper;
using Microsoft.Data.Sqlite;
using RoutineScheduler.Journal;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>The definitions' versions. Nothing here is hot: rows are read by Dapper, as primitives.</summary>
internal sealed class SqliteRoutineStore(SqliteDatabase database) : IRoutineStore
{
    private static readonly StepManner Registering = new(CrashPoints.BeforeRegisterCommit);

    public Task<RegistrationReport> RegisterAsync(DefinitionSet definitions, Actor actor, CancellationToken cancel) =>
        database.WriteAsync(transaction => Register(transaction, definitions, actor), Registering, cancel);

    public Task<StoredDefinitions> ReadAsync(CancellationToken cancel) => database.ReadAsync(
        connection =>
        {
            var newest = ReadNewest(connection.Connection).ToLookup(row => row.Version.Definition.Kind);
            return new StoredDefinitions(
                [.. newest[DefinitionKind.Routine].Select(row => new StoredRoutine(row.Version, row.Standing.ActiveFrom, row.Standing.RetiredAt))],
                [.. newest[DefinitionKind.Calendar].Select(row => row.Version)],
                newest[DefinitionKind.Settings].Select(row => row.Version).FirstOrDefault());
        },
        cancel);

    public Task<long> ReadMarkAsync(CancellationToken cancel) => database.ReadAsync(SchedulerRow.DefinitionsMark, cancel);

    private const string OfIds = $"{VersionRow.Select} FROM definition_version WHERE id IN (SELECT value FROM json_each($ids)) ORDER BY id";

    public Task<IReadOnlyList<StoredVersion>> ReadVersionsAsync(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        database.ReadAsync(connection => ReadVersions(connection, OfIds, new { ids = Stored.Of(ids) }), cancel);

    private const string AsOf = $"""
        {VersionRow.Select} FROM definition_version
         WHERE id IN (SELECT max(id) FROM definition_version WHERE kind IN (1, 2) AND id <= $asOf GROUP BY kind, key) ORDER BY key
        """;

    public Task<StoredCalendars> ReadCalendarsAsync(long asOf, CancellationToken cancel) => database.ReadAsync(
        connection =>
        {
            var stood = ReadVersions(connection, AsOf, new { asOf }).ToLookup(version => version.Definition.Kind);
            return new StoredCalendars([.. stood[DefinitionKind.Calendar]], stood[DefinitionKind.Settings].FirstOrDefault());
        },
        cancel);

    private const string OfKey = $"{VersionRow.Select} FROM definition_version WHERE kind = $kind AND key = $key ORDER BY number DESC";

    public Task<IReadOnlyList<StoredVersion>> ReadHistoryAsync(DefinitionKind kind, string key, CancellationToken cancel) =>
        database.ReadAsync(connection => ReadVersions(connection, OfKey, new { kind = (long)kind, key }), cancel);

    private static IReadOnlyList<StoredVersion> ReadVersions(OpenConnection connection, string sql, object values) =>
        [.. connection.Connection.Query<VersionRow>(sql, values).Select(row => row.ToVersion())];

    private const string Newest = """
        SELECT version.id, version.kind, version.key, version.number, version.json, version.hash, version.author, version.at,
               version.reason, version.revision, definition.active_from AS activeFrom, definition.retired_at AS retiredAt
          FROM definition JOIN definition_version AS version ON version.id = definition.newest
         ORDER BY definition.kind, definition.key
        """;

    private static IEnumerable<(StoredVersion Version, RoutineStanding Standing)> ReadNewest(SqliteConnection connection) =>
        connection.Query<NewestRow>(Newest).Select(row => (row.ToVersion(), row.ToStanding()));

    private static RegistrationReport Register(WriteTransaction transaction, DefinitionSet set, Actor actor)
    {
        var before = ReadNewest(transaction.Connection).ToDictionary(row => (row.Version.Definition.Kind, row.Version.Definition.Key));
        var standing = before.Where(row => row.Key.Kind == DefinitionKind.Routine)
            .ToDictionary(row => new RoutineKey(row.Key.Key), row => row.Value.Standing);
        var newest = before.ToDictionary(row => row.Key, row => row.Value.Version);
        var decision = RegistrationDecision.Decide(set, newest, standing, transaction.Now);
        foreach (var definition in decision.Changed)
        {
            AddVersion(transaction, definition, newest.GetValueOrDefault((definition.Kind, definition.Key))?.Number ?? 0, set, actor);
        }

        foreach (var (routine, stands) in decision.Standing)
        {
            transaction.Statement(Stand).Execute(Stored.Of(stands.ActiveFrom), Stored.Of(stands.RetiredAt), routine.Value);
        }

        if (decision.Writes)
        {
            SchedulerRow.MoveDefinitionsMark(transaction);
        }

        return decision.Report;
    }

    private const string InsertVersion = """
        INSERT INTO definition_version (kind, key, number, json, hash, author, at, reason, revision)
        VALUES ($kind, $key, $number, $json, $hash, $author, $at, $reason, $revision)
        """;

    private const string Point = """
        INSERT INTO definition (kind, key, newest, active_from) VALUES ($kind, $key, last_insert_rowid(), $now)
        ON CONFLICT (kind, key) DO UPDATE SET newest = excluded.newest
        """;

    private const string Stand = "UPDATE definition SET active_from = $activeFrom, retired_at = $retiredAt WHERE kind = 0 AND key = $routine";

    private static void AddVersion(WriteTransaction transaction, Definition definition, int lastNumber, DefinitionSet set, Actor actor)
    {
        transaction.Statement(InsertVersion).Execute(
            (long)definition.Kind, definition.Key, lastNumber + 1L, definition.Json, definition.Hash, actor.Name, transaction.NowTicks, set.Reason,
            set.Revision);
        transaction.Statement(Point).Execute((long)definition.Kind, definition.Key, transaction.NowTicks);
    }
}
