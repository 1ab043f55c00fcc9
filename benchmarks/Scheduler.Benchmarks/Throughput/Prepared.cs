using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>A prepared command with its parameters made once.</summary>
internal sealed class Prepared : IDisposable
{
    private readonly SqliteCommand command;

    public Prepared(SqliteConnection connection, string sql, params string[] parameters)
    {
        command = new SqliteCommand(sql, connection);
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        }

        command.Prepare();
    }

    public int Execute(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    public long Number(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return (long)command.ExecuteScalar()!;
    }

    public SqliteDataReader Read(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
