using System.Text;
using NodaTime;
using RoutineScheduler.Storage.Sqlite.Tables;
using SQLitePCL;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>The row that a statement stands on; valid until it goes on.</summary>
internal sealed class Row(sqlite3_stmt statement)
{
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long NumberAt(int column) => raw.sqlite3_column_int64(statement, column);

    public int IntAt(int column) => raw.sqlite3_column_int(statement, column);

    public string TextAt(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    public Instant InstantAt(int column) => Stored.Instant(NumberAt(column));

    public LocalDate DateAt(int column) => Stored.Date(NumberAt(column));

    public long? NumberOrNullAt(int column) => IsNull(column) ? null : NumberAt(column);

    public int? IntOrNullAt(int column) => IsNull(column) ? null : IntAt(column);

    public string? TextOrNullAt(int column) => IsNull(column) ? null : TextAt(column);

    public Instant? InstantOrNullAt(int column) => IsNull(column) ? null : InstantAt(column);
}
