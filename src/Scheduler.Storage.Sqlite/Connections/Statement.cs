using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>
/// One prepared statement of one connection. Values are given in the order in which the text first names their parameters. It goes past
/// SqliteCommand, which looks every parameter up by its name at every execution: of a run's way through the queue that was the larger part.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int MostOnStack = 512;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt prepared;
    private readonly Row row;
    private readonly object?[] bound;

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out prepared), database);
        bound = new object?[raw.sqlite3_bind_parameter_count(prepared)];
        row = new Row(prepared);
    }

    /// <summary>The number of rows changed.</summary>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            while (Step())
            {
                // What a pragma answers.
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            raw.sqlite3_reset(prepared);
        }
    }

    public long Number(params ReadOnlySpan<object?> values) => NumberOrNull(values)
        ?? throw new InvalidOperationException($"No row, or a null, where a number was to come: {raw.sqlite3_sql(prepared).utf8_to_string()}");

    /// <summary>The first column of the first row; null where there is none. Carried out to its end: it may also write.</summary>
    public long? NumberOrNull(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            var number = Step() ? row.NumberOrNullAt(0) : null;
            while (Step())
            {
                // It returns one row for each that it wrote.
            }

            return number;
        }
        finally
        {
            raw.sqlite3_reset(prepared);
        }
    }

    public List<T> List<T>(Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        var list = new List<T>();
        Walk(
            each =>
            {
                list.Add(read(each));
                return true;
            },
            values);
        return list;
    }

    /// <summary>Row by row, until <paramref name="goesOn"/> says no. Nothing that it reads may be written before it has ended.</summary>
    public void Walk(Func<Row, bool> goesOn, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        try
        {
            while (Step() && goesOn(row))
            {
                // The caller has seen it.
            }
        }
        finally
        {
            raw.sqlite3_reset(prepared);
        }
    }

    public void Dispose() => prepared.Dispose();

    private bool Step()
    {
        var result = raw.sqlite3_step(prepared);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return result == raw.SQLITE_ROW;
        }

        // Resetting keeps the message, and gives the extended code.
        SqliteException.ThrowExceptionForRC(raw.sqlite3_reset(prepared), database);
        return false;
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != bound.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values for {bound.Length} parameters: {raw.sqlite3_sql(prepared).utf8_to_string()}", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            // What is bound stays bound: most of a batch's values (date, state, node, now, nulls) are not handed over again for each run.
            if (!IsSame(values[i], bound[i]))
            {
                Bind(i, values[i]);
            }
        }
    }

    private static bool IsSame(object? value, object? bound) =>
        ReferenceEquals(value, bound) || (value is long number && bound is long before && number == before);

    private void Bind(int i, object? value)
    {
        // SQLite unbinds first: where it refuses the value, the parameter is null.
        bound[i] = null;
        var result = value switch
        {
            null => raw.sqlite3_bind_null(prepared, i + 1),
            long number => raw.sqlite3_bind_int64(prepared, i + 1, number),
            string text => BindText(i + 1, text),
            var other => throw new ArgumentException($"A {other.GetType()} is no value of a column: use long or string.", nameof(value)),
        };
        SqliteException.ThrowExceptionForRC(result, database);
        bound[i] = value;
    }

    private int BindText(int index, string text)
    {
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(prepared, index, "");
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > MostOnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> bytes = rented ?? stackalloc byte[MostOnStack];
        var result = raw.sqlite3_bind_text(prepared, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return result;
    }
}
