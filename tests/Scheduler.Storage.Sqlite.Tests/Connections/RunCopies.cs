using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Storage.Sqlite.Tests.Connections;

/// <summary>Many runs without a load: a store's first run over again.</summary>
internal static class RunCopies
{
    /// <summary>With other slots, and within a minute of it; all in one transaction.</summary>
    /// <param name="changes">As in SET.</param>
    public static void Add(SqliteConnection connection, int count, string changes)
    {
        using var command = new SqliteCommand(
            $"""
            CREATE TEMP TABLE copy AS SELECT * FROM run ORDER BY id LIMIT 1;
            UPDATE copy SET id = NULL, node = NULL, token = NULL, {changes};
            CREATE TEMP TABLE number AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n;
            CREATE TEMP TABLE many AS SELECT copy.*, number.i FROM copy, number;
            UPDATE many SET slot = (SELECT max(slot) FROM run) + i, due_at = due_at + i % 60;
            ALTER TABLE many DROP COLUMN i;
            INSERT INTO run SELECT * FROM many;
            DROP TABLE copy; DROP TABLE number; DROP TABLE many;
            """,
            connection);
        command.ExecuteNonQuery();
    }
}
