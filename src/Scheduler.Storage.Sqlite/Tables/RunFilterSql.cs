using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>A filter as SQL: only the conditions that it has, so that SQLite sees which index serves.</summary>
internal sealed class RunFilterSql
{
    private readonly List<string> conditions = [];
    private readonly List<object?> values = [];

    private RunFilterSql()
    {
    }

    /// <summary>Beginning with WHERE; empty where all runs match.</summary>
    public string Where => conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";

    public IReadOnlyList<object?> Values => values;

    /// <summary>Order, After and Limit aside.</summary>
    public static RunFilterSql Of(RunFilter filter)
    {
        var sql = new RunFilterSql();
        sql.Add(
            "state IN (SELECT value FROM json_each($states))", filter.States.Count > 0, () => Stored.Of(filter.States.Select(state => (long)state)));
        sql.Add(
            "routine IN (SELECT value FROM json_each($routines))", filter.Routines.Count > 0,
            () => Stored.Of(filter.Routines.Select(key => key.Value)));
        sql.Add("order_date >= $from", filter.From is not null, () => Stored.Of(filter.From));
        sql.Add("order_date <= $to", filter.To is not null, () => Stored.Of(filter.To));
        sql.Add("due_at > $dueAfter", filter.DueAfter is not null, () => Stored.Of(filter.DueAfter));
        return sql;
    }

    /// <summary>Only what comes behind the run in this order.</summary>
    public RunFilterSql Behind(RunOrder order, RunId after)
    {
        var condition = order switch
        {
            RunOrder.NewestFirst => "id < (SELECT id FROM run WHERE id = $after)",
            RunOrder.ByDue => "(due_at, priority, id) > (SELECT due_at, priority, id FROM run WHERE id = $after)",
            _ => "id > (SELECT id FROM run WHERE id = $after)",
        };
        Add(condition, true, () => after.Value);
        return this;
    }

    public static string OrderBy(RunOrder order) => order switch
    {
        RunOrder.NewestFirst => "ORDER BY id DESC",
        RunOrder.ByDue => "ORDER BY due_at, priority, id",
        _ => "ORDER BY id",
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
