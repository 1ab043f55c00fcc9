using RoutineScheduler.Journal;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>A version as Dapper reads it.</summary>
internal record VersionRow(
    long Id, long Kind, string Key, long Number, string Json, string Hash, string Author, long At, string? Reason, string? Revision)
{
    public const string Select = "SELECT id, kind, key, number, json, hash, author, at, reason, revision";

    public StoredVersion ToVersion() =>
        new(Id, new Definition((DefinitionKind)Kind, Key, Json, Hash), (int)Number, new Actor(Author), Stored.Instant(At), Reason, Revision);
}

/// <summary>The newest version of a definition; the standing means nothing but of a routine.</summary>
internal sealed record NewestRow(
    long Id, long Kind, string Key, long Number, string Json, string Hash, string Author, long At, string? Reason, string? Revision, long ActiveFrom,
    long? RetiredAt)
    : VersionRow(Id, Kind, Key, Number, Json, Hash, Author, At, Reason, Revision)
{
    public RoutineStanding ToStanding() => new(Stored.Instant(ActiveFrom), RetiredAt is { } ticks ? Stored.Instant(ticks) : null);
}
