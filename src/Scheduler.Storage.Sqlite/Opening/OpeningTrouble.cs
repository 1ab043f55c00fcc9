using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>What SQLite says when a database cannot be opened, for the people who have to do something about it.</summary>
internal static class OpeningTrouble
{
    public static StorageException Of(SqliteException trouble, SqliteFile file) => new(
        trouble.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB => $"'{file.Path}' is not a SQLite database, or is encrypted. Name another file; this one was not changed.",
            raw.SQLITE_CORRUPT =>
                $"The database '{file.Path}' is damaged ({trouble.Message}). Restore a backup; 'PRAGMA integrity_check' says what is wrong.",
            raw.SQLITE_CANTOPEN =>
                $"The database '{file.Path}' cannot be opened: this process may not create or read it, or files beside it. " +
                "Check the rights of file and folder.",
            raw.SQLITE_READONLY => ReadOnlyText(file),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
                $"The database '{file.Path}' has been locked by another process for too long. " +
                "Close what holds it (a tool with an open transaction, a backup), and start again.",
            raw.SQLITE_FULL or raw.SQLITE_IOERR =>
                $"The database '{file.Path}' cannot be written: {trouble.Message} Make room on its disk (or raise max_page_count), and start again.",
            _ => $"The schema of '{file.Path}' cannot be made or read: {trouble.Message} The scheduler needs a file of its own.",
        },
        trouble);

    public static StorageException ReadOnly(SqliteFile file) => new(ReadOnlyText(file));

    private static string ReadOnlyText(SqliteFile file) =>
        $"The database '{file.Path}' is read-only for this process, and a scheduler writes. Give it the right to write the file and its folder.";
}
