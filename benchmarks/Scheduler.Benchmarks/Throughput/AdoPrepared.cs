using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>As .NET code usually has it: a SqliteCommand that is prepared once, with its parameters.</summary>
internal sealed partial class AdoPrepared : IPrepared
{
    private readonly SqliteCommand command;

    public AdoPrepared(SqliteConnection connection, string sql)
    {
        command = new SqliteCommand(sql, connection);
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct())
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        }

        command.Prepare();
    }

    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    public long Number(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return (long)command.ExecuteScalar()!;
    }

    public List<(long Run, string Routine, long Attempt)> Claimed(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        var claimed = new List<(long, string, long)>(MeasuredDay.Batch);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            claimed.Add((rows.GetInt64(0), rows.GetString(1), rows.GetInt64(2)));
        }

        return claimed;
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Parameter();
}
