using NodaTime;
using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Client;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Commands;

/// <summary>The due runs that a process leaves when it has executed what it could.</summary>
/// <param name="WithoutExecutor">By executor, how many it has none for.</param>
/// <param name="Waiting">What it has an executor for and did not start, the earliest due first.</param>
/// <param name="Named">Of those the first ones, with what keeps them.</param>
internal sealed record RunsLeft(
    IReadOnlyDictionary<string, int> WithoutExecutor, IReadOnlyList<RunView> Waiting, IReadOnlyList<(RunView Run, IReadOnlyList<string> Why)> Named)
{
    public const int MostNamed = 5;

    public static async Task<RunsLeft> ReadAsync(Desk desk, CancellationToken cancel)
    {
        var (status, has) = (await desk.Client.StatusAsync(cancel), desk.Node.Parts.Executors.Names.ToHashSet());
        var without = new SortedDictionary<string, int>(
            status.DueByExecutor.Where(entry => !has.Contains(entry.Key)).ToDictionary(), StringComparer.Ordinal);
        var waiting = without.Count == status.DueByExecutor.Count ? [] : await WaitingAsync(desk, status.Now, has, cancel);
        var named = new List<(RunView, IReadOnlyList<string>)>();
        foreach (var run in waiting.Take(MostNamed))
        {
            named.Add((run, await WhyAsync(desk, run, cancel)));
        }

        return new RunsLeft(without, waiting, named);
    }

    private static async Task<IReadOnlyList<RunView>> WaitingAsync(Desk desk, Instant now, HashSet<string> has, CancellationToken cancel)
    {
        var query = new RunQuery { States = [RunState.Pending, RunState.Recovering], Limit = RunListing.MostRead };
        var runs = await desk.Client.RunsAsync(query, cancel);
        return [.. runs.Where(run => run.DueAt <= now && has.Contains(run.Executor)).OrderBy(run => run.DueAt).ThenBy(run => run.Id.Value)];
    }

    /// <summary>This process is no living node any more: that it has an executor is known here, and not in the store.</summary>
    private static async Task<IReadOnlyList<string>> WhyAsync(Desk desk, RunView run, CancellationToken cancel)
    {
        var details = await desk.RunAsync(run.Id, cancel);
        var about = await desk.AboutAsync(details, cancel);
        return [.. details.Unmet.Where(unmet => Canonical.Parse(unmet).Name != nameof(UnmetReason.NoExecutor))
            .Select(unmet => desk.Words.Sentences.Unmet(unmet, about))];
    }
}
