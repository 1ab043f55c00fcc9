using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>
/// A filter as SQL: only the conditions that it has, so that SQLite sees which index serves. Where each state that it asks for has an index of
/// its own, the runs are gathered from these, and only those that are answered are read from the table.
/// </summary>
internal sealed class RunFilterSql
{
    private const string FromTable = "FROM run WHERE true";

    /// <summary>Of runs that have not ended; smaller than every instant.</summary>
    private const string NotEnded = "-9223372036854775808";

    private readonly List<string> conditions = [];
    private readonly List<object?> values = [];
    private readonly IReadOnlyList<string>? sources;

    private RunFilterSql(IReadOnlyList<string>? sources) => this.sources = sources;

    /// <summary>Order, After and Limit aside.</summary>
    public static RunFilterSql Of(RunFilter filter)
    {
        var sources = SourcesOf(filter);
        var sql = new RunFilterSql(sources);
        sql.Add(
            "state IN (SELECT value FROM json_each($states))", sources is null && filter.States.Count > 0,
            () => Stored.Of(filter.States.Select(state => (long)state)));
        sql.Add(
            "routine IN (SELECT value FROM json_each($routines))", filter.Routines.Count > 0,
            () => Stored.Of(filter.Routines.Select(key => key.Value)));
        sql.Add("order_date >= $from", filter.From is not null, () => Stored.Of(filter.From));
        sql.Add("order_date <= $to", filter.To is not null, () => Stored.Of(filter.To));
        sql.Add("due_at > $dueAfter", filter.DueAfter is not null, () => Stored.Of(filter.DueAfter));
        sql.Add("ended_at > $endedAfter", filter.EndedAfter is not null, () => Stored.Of(filter.EndedAfter));
        sql.Add("order_key = $orderKey", filter.OrderKey is not null, () => filter.OrderKey);
        return sql;
    }

    /// <summary>Null: from the table, by its key where there is a first date.</summary>
    private static List<string>? SourcesOf(RunFilter filter)
    {
        var states = filter.States.Distinct().ToList();
        var ofStates = states.Select(RunsOfState.Of).OfType<string>().ToList();
        return filter.From is null && states.Count > 0 && ofStates.Count == states.Count ? ofStates : null;
    }

    /// <summary>Only what comes behind the run in this order.</summary>
    public RunFilterSql Behind(RunOrder order, RunId after)
    {
        var condition = order switch
        {
            RunOrder.NewestFirst => "id < (SELECT id FROM run WHERE id = $after)",
            RunOrder.ByDue => "(due_at, priority, id) > (SELECT due_at, priority, id FROM run WHERE id = $after)",
            RunOrder.LastEndedFirst =>
                $"(coalesce(ended_at, {NotEnded}), id) < (SELECT coalesce(ended_at, {NotEnded}), id FROM run WHERE id = $after)",
            _ => "id > (SELECT id FROM run WHERE id = $after)",
        };
        Add(condition, true, () => after.Value);
        return this;
    }

    public RunQuestion Count => new($"SELECT count(*) FROM ({Each("id")})", values);

    public RunQuestion CountByState => new($"SELECT state, count(*) FROM ({Each("state")}) GROUP BY state", values);

    // CROSS JOIN keeps the order of the two: for id IN (…) ORDER BY id SQLite would walk the whole table.
    /// <param name="limit">Null: all of them.</param>
    public RunQuestion List(string columns, RunOrder order, int? limit = null)
    {
        var sorted = $"ORDER BY {KeysOf(order)}{(limit is null ? "" : " LIMIT max($limit, 0)")}";
        var text = sources is null
            ? $"SELECT {columns} {FromTable}{Conditions} {sorted}"
            : $"""
                SELECT {columns} FROM (SELECT id AS found FROM ({Each(KeyColumnsOf(order))}) {sorted}) CROSS JOIN run ON run.id = found
                 ORDER BY {KeysOf(order)}
                """;
        return new(text, limit is { } most ? [.. values, (long)most] : values);
    }

    private string Each(string columns) =>
        string.Join(" UNION ALL ", (sources ?? [FromTable]).Select(source => $"SELECT {columns} {source}{Conditions}"));

    private string Conditions => string.Concat(conditions.Select(condition => $" AND {condition}"));

    private static string KeyColumnsOf(RunOrder order) => order switch
    {
        RunOrder.ByDue => "id, due_at, priority",
        RunOrder.LastEndedFirst => "id, ended_at",
        _ => "id",
    };

    private static string KeysOf(RunOrder order) => order switch
    {
        RunOrder.NewestFirst => "id DESC",
        RunOrder.ByDue => "due_at, priority, id",
        RunOrder.LastEndedFirst => "ended_at DESC, id DESC",
        _ => "id",
    };

    private void Add(string condition, bool isAsked, Func<object?> value)
    {
        if (isAsked)
        {
            conditions.Add(condition);
            values.Add(value());
        }
    }
}

/// <summary>A text made for one filter, with its values in the order in which it names them.</summary>
internal readonly record struct RunQuestion(string Text, IReadOnlyList<object?> Values)
{
    public List<T> Ask<T>(OpenConnection connection, Func<Row, T> read) => connection.Once(Text, read, [.. Values]);
}
