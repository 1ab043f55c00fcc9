using System.Text;
using NodaTime;
using RoutineScheduler.Storage.Sqlite.Tables;
using SQLitePCL;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>
/// The row that a statement stands on; valid until it goes on. A null reads as 0 or as no bytes: only there is it asked whether it is one,
/// since each question to SQLite costs about as much as the value.
/// </summary>
internal sealed class Row(sqlite3_stmt statement)
{
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long NumberAt(int column) => raw.sqlite3_column_int64(statement, column);

    public int IntAt(int column) => raw.sqlite3_column_int(statement, column);

    public string TextAt(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    public Instant InstantAt(int column) => Stored.Instant(NumberAt(column));

    public LocalDate DateAt(int column) => Stored.Date(NumberAt(column));

    public long? NumberOrNullAt(int column) => NumberAt(column) is var number && number == 0 && IsNull(column) ? null : number;

    public int? IntOrNullAt(int column) => IntAt(column) is var number && number == 0 && IsNull(column) ? null : number;

    public string? TextOrNullAt(int column) => TextAt(column) is var text && text.Length == 0 && IsNull(column) ? null : text;

    public Instant? InstantOrNullAt(int column) => NumberOrNullAt(column) is { } ticks ? Stored.Instant(ticks) : null;
}
