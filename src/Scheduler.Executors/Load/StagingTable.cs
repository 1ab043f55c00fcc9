using System.Data.Common;

namespace RoutineScheduler.Executors.Load;

/// <summary>
/// A temporary table that takes the rows of files before the real one does: files are read and judged without locking anything that others
/// use, duplicates and changes are counted by the database, and the real table is written in few statements.
/// </summary>
internal sealed class StagingTable : IAsyncDisposable
{
    private const string OwnName = "load_file_stage";

    private readonly DbConnection connection;
    private readonly SqlDialect dialect;
    private readonly TargetTable table;
    private readonly DbCommand insert;
    private bool isFilling;
    private long last;

    private StagingTable(DbConnection connection, SqlDialect dialect, TargetTable table)
    {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
        Name = NameIn(dialect);
        insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO {Name} VALUES ({string.Join(", ", Enumerable.Range(0, table.Columns.Count + 2).Select(i => $"@p{i}"))})";
        for (var i = 0; i < table.Columns.Count + 2; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            insert.Parameters.Add(parameter);
        }
    }

    /// <summary>As statements write it: a table of the host's that is called the same is not meant.</summary>
    public string Name { get; }

    /// <summary>Of the row that was added last; rows of one file have neighbouring numbers.</summary>
    public long Last => last;

    public static async Task<StagingTable> CreateAsync(DbConnection connection, SqlDialect dialect, TargetTable table, CancellationToken cancel)
    {
        var columns = table.Columns.Select((column, i) => $"{ColumnName(i)} {dialect.StageType(column.Column, table.CollationOf(column))}");
        await connection.ExecuteAsync($"DROP TABLE IF EXISTS {NameIn(dialect)}", null, cancel);   // a pooled connection may have died with one
        await connection.ExecuteAsync(
            $"CREATE TEMPORARY TABLE {OwnName} (seq INTEGER PRIMARY KEY, line INTEGER NOT NULL, {string.Join(", ", columns)})", null, cancel);
        return new StagingTable(connection, dialect, table);
    }

    public static string NameIn(SqlDialect dialect) => dialect.TemporaryTableNamed(OwnName);

    public static string ColumnName(int index) => $"c{index}";

    public async Task BeginFillingAsync(CancellationToken cancel)
    {
        await connection.ExecuteAsync(dialect.BeginStaging, null, cancel);
        isFilling = true;
        await insert.PrepareAsync(cancel);
    }

    public void Add(long line, object?[] values)
    {
        insert.Parameters[0].Value = ++last;
        insert.Parameters[1].Value = line;
        for (var i = 0; i < values.Length; i++)
        {
            insert.Parameters[i + 2].Value = values[i] ?? DBNull.Value;
        }

        insert.ExecuteNonQuery();
    }

    public async Task EndFillingAsync(CancellationToken cancel)
    {
        await connection.ExecuteAsync("COMMIT", null, cancel);
        isFilling = false;
    }

    /// <summary>The lines of one file whose key an earlier line of it has, with that line's number; at most so many.</summary>
    public async Task<IReadOnlyList<(long Line, long FirstLine)>> FindDuplicatesAsync(StagedRows rows, long atMost, CancellationToken cancel) =>
        await AnyDuplicatesAsync(rows, cancel)
            ? await connection.QueryAsync(
                $"SELECT line, first FROM ({Ranked("ASC")}) AS ranked WHERE place > 1 ORDER BY line LIMIT @most",
                row => (row.GetInt64(0), row.GetInt64(1)),
                cancel,
                ("@from", rows.First), ("@to", rows.Last), ("@most", atMost))
            : [];

    /// <summary>Leaves one row of each key: the first or the last. Answers how many it removed.</summary>
    public async Task<int> RemoveDuplicatesAsync(StagedRows rows, bool keepLast, CancellationToken cancel) =>
        await AnyDuplicatesAsync(rows, cancel)
            ? await connection.ExecuteAsync(
                $"DELETE FROM {Name} WHERE seq IN (SELECT seq FROM ({Ranked(keepLast ? "DESC" : "ASC")}) AS ranked WHERE place > 1)",
                null,
                cancel,
                ("@from", rows.First), ("@to", rows.Last))
            : 0;

    /// <summary>Of its file.</summary>
    public async Task<long> LineOfAsync(long seq, DbTransaction transaction, CancellationToken cancel) =>
        (await connection.QueryAsync($"SELECT line FROM {Name} WHERE seq = @seq", row => row.GetInt64(0), transaction, cancel, ("@seq", seq)))[0];

    public async ValueTask DisposeAsync()
    {
        await insert.DisposeAsync();
        if (isFilling)
        {
            await TryAsync("ROLLBACK");
        }

        await TryAsync($"DROP TABLE IF EXISTS {Name}");
    }

    private async Task TryAsync(string tidyingUp)
    {
        try
        {
            await connection.ExecuteAsync(tidyingUp, null, CancellationToken.None);
        }
        catch (Exception trouble) when (trouble is DbException or InvalidOperationException)
        {
            // The rows may be committed already, or why they are not is on its way up: neither may be hidden by this. A full disk makes
            // SQLite roll back by itself, and the table dies with its connection, or is dropped by the next load that gets it from a pool.
        }
    }

    private string Keys => string.Join(", ", table.Columns.Index().Where(column => column.Item.IsKey).Select(column => ColumnName(column.Index)));

    // Sorting keys alone is several times cheaper than ranking rows, and nearly every file has no duplicates.
    private async Task<bool> AnyDuplicatesAsync(StagedRows rows, CancellationToken cancel) =>
        table.Key is not null && (await connection.QueryAsync(
            $"SELECT 1 FROM {Name} WHERE seq BETWEEN @from AND @to GROUP BY {Keys} HAVING count(*) > 1 LIMIT 1",
            row => row.GetInt64(0),
            cancel,
            ("@from", rows.First), ("@to", rows.Last))).Count > 0;

    private string Ranked(string direction) =>
        $"SELECT seq, line, row_number() OVER (PARTITION BY {Keys} ORDER BY seq {direction}) AS place, " +
        $"min(line) OVER (PARTITION BY {Keys}) AS first " +
        $"FROM {Name} WHERE seq BETWEEN @from AND @to";
}

/// <summary>The rows of one file in the staging table; none where Last is less than First.</summary>
internal readonly record struct StagedRows(long First, long Last);
