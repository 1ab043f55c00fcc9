using Microsoft.Data.Sqlite;
using NodaTime;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>What a writing step has in its hands while the file is locked for it.</summary>
/// <param name="now">Read after the lock was got: waiting for it must not make the time old.</param>
internal sealed class WriteTransaction(OpenConnection connection, Instant now)
{
    public Instant Now => now;

    public long NowTicks { get; } = now.ToUnixTimeTicks();

    /// <summary>For what is also read outside of a transaction that writes.</summary>
    public OpenConnection Open => connection;

    public SqliteConnection Connection => connection.Connection;

    /// <summary>Set where the commit may let something start, or end a wait: sleepers are told.</summary>
    public bool WakesSleepers { get; set; }

    public Statement Statement(string sql) => connection.Statement(sql);
}
