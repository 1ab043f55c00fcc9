using System.Diagnostics;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>Loads and drains once, on a new file.</summary>
internal static class Round
{
    public static async Task<Measurement> TimeAsync(IContender contender, int runs)
    {
        await using var _ = contender;
        await contender.OpenAsync();
        GC.Collect();
        var load = await SecondsAsync(contender.LoadAsync);
        var cpu = Environment.CpuUsage.TotalTime;
        var drain = await SecondsAsync(contender.DrainAsync);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Check(contender, await contender.CloseAsync(), runs);
        return new Measurement(runs / load, runs / drain, cpu / runs);
    }

    public static async Task<CountedWork> CountAsync(IContender contender, int runs)
    {
        await using var _ = contender;
        await contender.OpenAsync();
        long statementsOfLoad;
        long statements;
        long commits;
        using (var counter = contender.Count())
        {
            await contender.LoadAsync();
            statementsOfLoad = counter.Statements;
            var commitsOfLoad = counter.Commits;
            await contender.DrainAsync();
            (statements, commits) = (counter.Statements - statementsOfLoad, counter.Commits - commitsOfLoad);
        }

        var file = await contender.CloseAsync();
        Check(contender, file, runs);
        return new CountedWork((double)statements / runs, (double)commits / runs, (double)statementsOfLoad / runs, (double)file.Bytes / runs);
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Check(IContender contender, DrainedFile file, int runs)
    {
        if (file.Ended != runs || file.Attempts != runs || file.Lines != runs)
        {
            throw new InvalidOperationException(
                $"'{contender.Name}' did not do the work: {file.Ended} runs, {file.Attempts} attempts, {file.Lines} lines of as many.");
        }
    }
}
