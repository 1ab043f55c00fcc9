using NodaTime;
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
    private static readonly RunState[] Underway = [RunState.Recovering, RunState.Held, RunState.Running];
    private static readonly RunState[] Bad = [RunState.Failed, RunState.Missed];

    /// <param name="Left">Runs of today that are not among them.</param>
    internal sealed record Answer(IReadOnlyList<RunView> Runs, int Left);

    public static async Task<Answer> ReadAsync(Desk desk, int limit, CancellationToken cancel)
    {
        var (client, now, today) = (desk.Client, desk.Now, desk.Today);
        RunQuery[] queries =
        [
            new RunQuery { From = today, To = today, Limit = MostRead },
            new RunQuery { States = Waiting, To = today.PlusDays(-1), NewestFirst = true, Limit = limit },
            new RunQuery { States = Underway, Limit = limit },   // of today too: it may have more runs than are read
            new RunQuery { States = Bad, EndedAfter = now - Duration.FromDays(1), NewestFirst = true, Limit = limit },
        ];
        var found = new List<RunView>();
        foreach (var query in queries)
        {
            found.AddRange(await client.RunsAsync(query, cancel));
        }

        var chosen = Choose(found.DistinctBy(run => run.Id), limit, now);
        var ofToday = (await client.CountAsync(queries[0], cancel)).Values.Sum();
        return new Answer(chosen, ofToday - chosen.Count(run => run.OrderDate == today));
    }

    public static IReadOnlyList<RunView> Choose(IEnumerable<RunView> runs, int limit, Instant now) =>
    [
        .. runs.OrderBy(run => Rank(run, now)).ThenBy(run => Distance(run.DueAt, now)).Take(limit)
            .OrderBy(run => run.DueAt).ThenBy(run => run.Id.Value),
    ];

    private static int Rank(RunView run, Instant now) => run.State switch
    {
        RunState.Running or RunState.Recovering or RunState.Held or RunState.Failed => 0,
        RunState.Pending when run.DueAt <= now => 1,
        _ => 2,
    };

    private static Duration Distance(Instant one, Instant other) => one > other ? one - other : other - one;
}
