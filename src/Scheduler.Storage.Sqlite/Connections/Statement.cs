using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>One prepared command of one connection. Values are given in the order in which the text first names their parameters.</summary>
internal sealed partial class Statement : IDisposable
{
    private readonly SqliteCommand command;

    public Statement(SqliteConnection connection, string sql)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct())
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        }

        command.Prepare();
    }

    /// <summary>The number of rows changed.</summary>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    public long Number(params ReadOnlySpan<object?> values) => NumberOrNull(values)
        ?? throw new InvalidOperationException($"No row, or a null, where a number was to come: {command.CommandText}");

    public long? NumberOrNull(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteScalar() as long?;
    }

    /// <summary>Close it before anything that it reads is written.</summary>
    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    public List<T> List<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Read(values);
        var list = new List<T>();
        while (rows.Read())
        {
            list.Add(read(rows));
        }

        return list;
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        var parameters = command.Parameters;
        if (values.Length != parameters.Count)
        {
            throw new ArgumentException($"{values.Length} values for {parameters.Count} parameters: {command.CommandText}", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Parameter();
}
