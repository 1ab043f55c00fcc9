using NodaTime.Text;
using RoutineScheduler.Client;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Wording;

/// <summary>The runs that a run waits for, by what its reasons say of them: routine, date, state.</summary>
internal static class WaitedFor
{
    public static async Task<Func<string, string, string, RunView?>> FindAsync(RunDetails details, ISchedulerClient client, CancellationToken cancel)
    {
        var found = new Dictionary<(string, string, string), RunView>();
        foreach (var reason in details.Unmet.Select(Canonical.Parse).Where(reason => reason is { Name: "Predecessor", Arguments.Count: 3 }))
        {
            var date = LocalDatePattern.Iso.Parse(reason[1]).Value;
            var query = new RunQuery { Routines = [new RoutineKey(reason[0])], From = date, To = date, NewestFirst = true };
            var runs = await client.RunsAsync(query, cancel);
            if (runs.FirstOrDefault(run => run.State.ToString() == reason[2]) is { } run)
            {
                found[(reason[0], reason[1], reason[2])] = run;
            }
        }

        return (routine, date, state) => found.TryGetValue((routine, date, state), out var run) ? run : null;
    }
}
