using System.Data.Common;

namespace RoutineScheduler.Executors.Load;

/// <summary>Takes staged rows into the real table, by key: rows that are new or differ are written, the others are left as they are.</summary>
internal sealed class TableMerge(DbConnection connection, DbTransaction transaction, SqlDialect dialect, TargetTable table)
{
    private const int RowsAtOnce = 25_000;   // between two of them a run can be cancelled and shows where it is

    private readonly string write = WriteStatement(dialect, table);
    private readonly string count = CountStatement(dialect, table);

    /// <param name="refused">Told the row that a constraint of the table refuses, and what the database says.</param>
    /// <param name="done">Told how many rows have been looked at.</param>
    public async Task<FileLoadCounts> MergeAsync(StagedRows rows, Func<long, string, Task> refused, Action<long> done, CancellationToken cancel)
    {
        var counts = FileLoadCounts.None;
        for (var from = rows.First; from <= rows.Last; from += RowsAtOnce)
        {
            cancel.ThrowIfCancellationRequested();
            var to = Math.Min(rows.Last, from + RowsAtOnce - 1);
            counts += await MergeAsync(from, to, refused, cancel);
            done(to - rows.First + 1);
        }

        return counts;
    }

    /// <summary>One statement for many rows; where the table refuses one of them, halves, until it stands alone.</summary>
    private async Task<FileLoadCounts> MergeAsync(long from, long to, Func<long, string, Task> refused, CancellationToken cancel)
    {
        await transaction.SaveAsync("load_file", cancel);
        try
        {
            var counts = await MergeAtOnceAsync(from, to, cancel);
            await transaction.ReleaseAsync("load_file", cancel);
            return counts;
        }
        catch (DbException trouble) when (dialect.IsConstraintViolation(trouble))
        {
            await UndoAsync(trouble, cancel);
            if (from == to)
            {
                await refused(from, trouble.Message);
                return FileLoadCounts.None with { Rejected = 1 };
            }
        }

        var middle = from + ((to - from) / 2);
        return await MergeAsync(from, middle, refused, cancel) + await MergeAsync(middle + 1, to, refused, cancel);
    }

    /// <exception cref="LoadStoppedException">
    /// A rule of the table has ended the whole transaction, so there is nothing left to go on with.
    /// </exception>
    private async Task UndoAsync(DbException refusal, CancellationToken cancel)
    {
        try
        {
            await transaction.RollbackAsync("load_file", cancel);
            await transaction.ReleaseAsync("load_file", cancel);
        }
        catch (Exception gone) when (gone is InvalidOperationException or DbException)
        {
            throw LoadStoppedException.Permanent(
                $"A rule of the table '{table.Name}' rolls back everything for one row (ROLLBACK), so nothing was loaded: " +
                $"{refusal.Message} With ABORT that row alone is rejected.");
        }
    }

    private async Task<FileLoadCounts> MergeAtOnceAsync(long from, long to, CancellationToken cancel)
    {
        var found = await connection.QueryAsync(
            count, row => (Rows: row.GetInt64(0), Known: row.IsDBNull(1) ? 0 : row.GetInt64(1)), transaction, cancel, ("@from", from), ("@to", to));
        var written = await connection.ExecuteAsync(write, transaction, cancel, ("@from", from), ("@to", to));
        var (rows, known) = found[0];
        var added = Math.Min(rows - known, written);   // a trigger may pass over rows without a word
        return FileLoadCounts.None with { New = added, Updated = written - added, Unchanged = rows - written };
    }

    private static string CountStatement(SqlDialect dialect, TargetTable table)
    {
        var keys = table.Columns.Index().Where(column => column.Item.IsKey)
            .Select(column => dialect.SameKey(
                $"t.{dialect.Quote(column.Item.Column.Name)}", $"s.{StagingTable.ColumnName(column.Index)}", table.CollationOf(column.Item)))
            .ToList();
        var known = keys.Count == 0
            ? "0"
            : $"sum(CASE WHEN EXISTS (SELECT 1 FROM {dialect.TableNamed(table.Name)} AS t WHERE {string.Join(" AND ", keys)}) THEN 1 ELSE 0 END)";
        return $"SELECT count(*), {known} FROM {StagingTable.NameIn(dialect)} AS s WHERE s.seq BETWEEN @from AND @to";
    }

    private static string WriteStatement(SqlDialect dialect, TargetTable table)
    {
        var columns = table.Columns.Index().ToList();
        var insert =
            $"INSERT INTO {dialect.TableNamed(table.Name)} AS stored " +
            $"({string.Join(", ", columns.Select(column => dialect.Quote(column.Item.Column.Name)))}) " +
            $"SELECT {string.Join(", ", columns.Select(column => StagingTable.ColumnName(column.Index)))} " +
            $"FROM {StagingTable.NameIn(dialect)} WHERE seq BETWEEN @from AND @to ORDER BY seq";
        if (table.Key is null)
        {
            return insert;
        }

        var others = table.Columns.Where(column => !column.IsKey).ToList();
        var key = string.Join(", ", table.Key.Columns.Select(dialect.Quote));
        if (!others.Exists(column => column.IsCompared))
        {
            return $"{insert} ON CONFLICT ({key}) DO NOTHING";
        }

        var set = others.Select(column => $"{dialect.Quote(column.Column.Name)} = excluded.{dialect.Quote(column.Column.Name)}");
        var same = others.Where(column => column.IsCompared).Select(column =>
            dialect.Same($"stored.{dialect.Quote(column.Column.Name)}", $"excluded.{dialect.Quote(column.Column.Name)}", column.Column, column.Type));
        return $"{insert} ON CONFLICT ({key}) DO UPDATE SET {string.Join(", ", set)} WHERE NOT ({string.Join(" AND ", same)})";
    }
}
