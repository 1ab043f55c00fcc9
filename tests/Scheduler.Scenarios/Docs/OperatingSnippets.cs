using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>The code of docs/guides/operating.md, line for line. <see cref="OperatingGuideTests"/> runs it.</summary>
internal static class OperatingSnippets
{
    public static async Task<ActionResponse> SkipAsync(ISchedulerClient scheduler, LocalDate today)
    {
        var late = new RunQuery { Routines = ["load-prices"], From = today, To = today, States = [RunState.Pending, RunState.Recovering] };
        var done = await scheduler.ActAsync(new RunAction.Skip(), RunTarget.All(late, expectedCount: 1), new Because("no session", "ana"));
        return done;
    }
}
