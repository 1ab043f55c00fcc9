using System.Data.Common;

namespace RoutineScheduler.Executors.Load;

/// <summary>Plain ADO.NET, in one line each.</summary>
internal static class Statements
{
    /// <summary>The number of rows changed.</summary>
    public static async Task<int> ExecuteAsync(
        this DbConnection connection, string sql, DbTransaction? transaction, CancellationToken cancel,
        params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CommandFor(sql, parameters);
        command.Transaction = transaction;
        return await command.ExecuteNonQueryAsync(cancel);
    }

    public static Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken cancel,
        params (string Name, object Value)[] parameters) =>
        connection.QueryAsync(sql, read, transaction: null, cancel, parameters);

    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> read, DbTransaction? transaction, CancellationToken cancel,
        params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CommandFor(sql, parameters);
        command.Transaction = transaction;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var answer = new List<T>();
        while (await rows.ReadAsync(cancel))
        {
            answer.Add(read(rows));
        }

        return answer;
    }

    private static DbCommand CommandFor(this DbConnection connection, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
