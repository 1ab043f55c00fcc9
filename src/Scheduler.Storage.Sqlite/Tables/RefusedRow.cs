using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>Tells a row that the database will never take from trouble that passes.</summary>
internal static class RefusedRow
{
    public static bool Is(SqliteException refused) =>
        refused.SqliteErrorCode is SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_TOOBIG or SQLitePCL.raw.SQLITE_MISMATCH;
}
