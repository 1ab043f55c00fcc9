using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;

namespace ConsoleHost.Screen;

/// <summary>Reads the store again and again, and writes what is new.</summary>
internal sealed class RunWatch(ISchedulerClient scheduler, IClock clock, Terminal terminal)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<string> written = [];

    /// <summary>Until every run of the date has ended, or <paramref name="cancel"/> says that it takes too long.</summary>
    /// <returns>The runs as they stand then.</returns>
    public async Task<IReadOnlyList<RunDetails>> UntilAllHaveEndedAsync(LocalDate date, CancellationToken cancel)
    {
        while (true)
        {
            var runs = await ReadAsync(date);
            foreach (var change in runs.SelectMany(run => RunEvents.Of(run, clock.GetCurrentInstant())).OrderBy(change => change.At))
            {
                Write(change);
            }

            if (cancel.IsCancellationRequested || runs.All(run => run.Run.State.HasEnded()))
            {
                return runs;
            }

            await Task.Delay(LookEvery, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<RunDetails>> ReadAsync(LocalDate date)
    {
        var details = new List<RunDetails>();
        foreach (var run in await scheduler.RunsAsync(new RunQuery { From = date, To = date, Limit = 1_000 }))
        {
            if (await scheduler.FindRunAsync(run.Id) is { } found)
            {
                details.Add(found);
            }
        }

        return details;
    }

    private void Write(RunEvent change)
    {
        if (written.Add(change.Id))
        {
            terminal.Line($"  {Terminal.TimeOf(change.At)}  {change.Name,-34}  {change.What}", change.Tone);
            if (change.Message is { } message)
            {
                terminal.Line($"            {message.ReplaceLineEndings(" ")}", Tone.Faint);
            }
        }
    }
}
