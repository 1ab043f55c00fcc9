using NodaTime;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Commands;

/// <summary>
/// What a person at the desk wants to see unasked: the runs of today's order date, those of other dates that wait, run or are held, and what
/// failed or was missed in the last 24 hours; in the order in which they are due. Where it is too much, what runs, is held or failed stays,
/// then what is due and has not started, then what is due nearest to now.
/// </summary>
internal static class RunsOfToday
{
    private const int MostRead = 10_000;
    private static readonly RunState[] Waiting = [RunState.Pending, RunState.Recovering, RunState.Held, RunState.Running];
    private static readonly RunState[] Bad = [RunState.Failed, RunState.Missed];

    /// <param name="Left">Runs of today that are not among them.</param>
    internal sealed record Answer(IReadOnlyList<RunLine> Lines, int Left)
    {
        /// <summary>Also those that stand both with others and in a line of their own, once.</summary>
        public IEnumerable<RunView> Runs => Lines.SelectMany(line => line.Runs).DistinctBy(run => run.Id);
    }

    /// <param name="mostListed">As <see cref="RunLine.Of"/> takes it.</param>
    public static async Task<Answer> ReadAsync(Desk desk, int limit, int mostListed, CancellationToken cancel)
    {
        var (client, now, today) = (desk.Client, desk.Now, desk.Today);
        RunQuery[] queries =
        [
            new RunQuery { States = Waiting, To = today.PlusDays(-1), NewestFirst = true, Limit = MostRead },
            new RunQuery { States = Bad, EndedAfter = now - Duration.FromDays(1), NewestFirst = true, Limit = MostRead },
        ];
        var found = await AllAsync(client, new RunQuery { From = today, To = today, Limit = MostRead }, cancel);
        var ofToday = found.Count;
        foreach (var query in queries)
        {
            found.AddRange(await client.RunsAsync(query, cancel));
        }

        var chosen = new Answer(Choose(RunLine.Of([.. found.DistinctBy(run => run.Id)], mostListed), limit, now), 0);
        return chosen with { Left = ofToday - chosen.Runs.Count(run => run.OrderDate == today) };
    }

    /// <summary>A day of cyclic routines may have more runs than the client gives at once.</summary>
    private static async Task<List<RunView>> AllAsync(ISchedulerClient client, RunQuery query, CancellationToken cancel)
    {
        var found = new List<RunView>();
        for (var page = await client.RunsAsync(query, cancel); page.Count > 0; page = await client.RunsAsync(query, cancel))
        {
            found.AddRange(page);
            query = query with { After = page[^1].Id };
        }

        return found;
    }

    private static IReadOnlyList<RunLine> Choose(IEnumerable<RunLine> lines, int limit, Instant now) =>
    [
        .. lines.OrderBy(line => Rank(line.Lead, now)).ThenBy(line => Distance(line.Lead.DueAt, now)).Take(limit)
            .OrderBy(line => line.Lead.DueAt).ThenBy(line => line.Lead.Id.Value),
    ];

    private static int Rank(RunView run, Instant now) => run.State switch
    {
        RunState.Running or RunState.Recovering or RunState.Held or RunState.Failed => 0,
        RunState.Pending when run.DueAt <= now => 1,
        _ => 2,
    };

    private static Duration Distance(Instant one, Instant other) => one > other ? one - other : other - one;
}
