using RoutineScheduler.Journal;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>Runs as they stand, and what was said of them.</summary>
internal static class RunQuestions
{
    public static async Task<IReadOnlyList<RunView>> ListAsync(RunQuery query, ClientParts parts, CancellationToken cancel)
    {
        var inputs = await parts.Book.CurrentAsync(cancel);
        var rows = await parts.Storage.Queries.ListAsync(query.ToFilter(), cancel);
        return [.. rows.Select(row => row.ToView(inputs))];
    }

    public static async Task<RunDetails?> FindAsync(RunId run, ClientParts parts, CancellationToken cancel)
    {
        var inputs = await parts.Book.CurrentAsync(cancel);
        var queries = parts.Storage.Queries;
        if (await queries.FindAsync(run, cancel) is not { } row)
        {
            return null;
        }

        return new RunDetails(
            row.ToView(inputs), await queries.AttemptsAsync(run, cancel), await queries.HistoryAsync(run, cancel),
            [.. (await UnmetAsync(parts, row, cancel)).Select(reason => reason.ToString()!)], row.Facts.ExpiresAt,
            row.Facts.RetryUntil, row.Facts.PollUntil)
        {
            RerunOf = row.Trigger == RunTrigger.Rerun ? await RerunFamily.OriginAsync(row, queries, cancel) : null,
        };
    }

    /// <summary>What the store knows, and whether there is a living node that could execute it.</summary>
    private static async Task<IEnumerable<UnmetReason>> UnmetAsync(ClientParts parts, RunRow row, CancellationToken cancel)
    {
        var queries = parts.Storage.Queries;
        var unmet = (await queries.UnmetAsync([row.Id], cancel)).GetValueOrDefault(row.Id, []);
        if (row.Facts.State is not (RunState.Pending or RunState.Recovering or RunState.Held) || unmet.OfType<UnmetReason.NoExecutor>().Any())
        {
            return unmet;
        }

        var (nodes, now) = (await parts.Storage.Nodes.ListAsync(cancel), await queries.NowAsync(cancel));
        return nodes.Any(node => node.IsAlive(now, parts.SilentFor) && node.Executors.Contains(row.Executor))
            ? unmet
            : unmet.Append(new UnmetReason.NoExecutor(row.Executor));
    }

    /// <exception cref="ArgumentOutOfRangeException">No lines, or more than one answer may have.</exception>
    public static void Check(LogQuery query)
    {
        if (query.Limit is < 1 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, "LogQuery.Limit is 1 to 10,000.");
        }
    }

    public static async Task<IReadOnlyList<LogEntry>> LogsAsync(LogQuery query, ClientParts parts, CancellationToken cancel)
    {
        return await parts.Storage.Journal.ReadAsync(
            new LogFilter
            {
                After = query.After, AtLeast = query.AtLeast, Run = query.Run, Routine = query.Routine, OrderDate = query.OrderDate,
                Since = query.Since, Limit = query.Limit,
            },
            cancel);
    }
}
