using System.Data.Common;

namespace RoutineScheduler.Executors.Load;

/// <summary>How a database is spoken to where load-file cannot speak plain SQL. The library's own: hosts choose one.</summary>
public abstract class SqlDialect
{
    private protected SqlDialect()
    {
    }

    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>How a name becomes an identifier, whatever characters it has.</summary>
    internal abstract string Quote(string identifier);

    /// <summary>The host's table of that name, and none of the session's own.</summary>
    internal abstract string TableNamed(string table);

    /// <summary>The session's own temporary table of that name, and none of the host's.</summary>
    internal abstract string TemporaryTableNamed(string table);

    internal abstract Task<IReadOnlyList<string>> ListTablesAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>The table's shape as the catalogue spells it; null where there is no such table.</summary>
    internal abstract Task<TableShape?> FindTableAsync(DbConnection connection, string table, CancellationToken cancel);

    /// <summary>Why values of this type would not stay what they are in that column; null when they do.</summary>
    internal abstract string? Unsuitable(TableColumn column, FieldType type);

    /// <summary>What is written for a value into that column.</summary>
    internal abstract EncodeValue EncoderFor(TableColumn column, FieldType type);

    /// <summary>The type of a column that compares and stores as that one does, its key's collation included.</summary>
    internal abstract string StageType(TableColumn column, string? collation);

    /// <summary>Whether two values are the same, nulls included; numbers are compared as numbers, texts letter by letter.</summary>
    internal abstract string Same(string stored, string staged, TableColumn column, FieldType type);

    /// <summary>Whether the unique index takes two values for the same.</summary>
    internal abstract string SameKey(string stored, string staged, string? collation);

    /// <summary>Begins a transaction that locks nothing but the session's own temporary table.</summary>
    internal abstract string BeginStaging { get; }

    /// <summary>True where the rows themselves are refused, not the statement or the moment.</summary>
    internal abstract bool IsConstraintViolation(DbException trouble);
}

/// <summary>What is written for a value; a problem where the column cannot hold it exactly.</summary>
internal delegate object? EncodeValue(object value, out string? problem);
