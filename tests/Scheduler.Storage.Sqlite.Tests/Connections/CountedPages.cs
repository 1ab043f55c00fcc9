using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RoutineScheduler.Storage.Sqlite.Tests.Connections;

/// <summary>What a connection has looked at: every page of a tree that it steps through, whether it was in memory or not.</summary>
internal static class CountedPages
{
    private const int CacheHit = 7;
    private const int CacheMiss = 8;

    /// <summary>Of the connection that writes and of the one that reads, where a test asks one thing after another.</summary>
    public static async Task<long> DuringAsync(SqliteStorage store, Func<Task> act)
    {
        var reader = await store.Database.ReadAsync(connection => connection.Connection, CancellationToken.None);
        var before = Of(store.Database.Writer.Connection) + Of(reader);
        await act();
        return Of(store.Database.Writer.Connection) + Of(reader) - before;
    }

    private static long Of(SqliteConnection connection)
    {
        raw.sqlite3_db_status(connection.Handle!, CacheHit, out var hits, out _, 0);
        raw.sqlite3_db_status(connection.Handle!, CacheMiss, out var misses, out _, 0);
        return hits + misses;
    }
}
