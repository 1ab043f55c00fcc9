using NodaTime;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Hosting;
using RoutineScheduler.Scenarios.Docs.DownloadAFile;
using RoutineScheduler.Scenarios.Docs.LoadAFile;
using RoutineScheduler.Scenarios.Driving;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>
/// What docs/guides/download-a-file.md shows passes every check that a host's start makes.
/// The table of answers is tested by the executor's own tests.
/// </summary>
public sealed class DownloadGuideTests
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 11, 23, 11, 0);   // 08:00 in São Paulo

    [Fact]
    public async Task A_host_with_the_routines_of_the_guide_starts_and_knows_them()
    {
        await using var host = Pump.At(Morning, scheduler =>
            Downloads.Define(scheduler.AddDownloadFile(options => options.AllowedHosts.Add("files.intranet"))));

        await host.OpenAsync(TestContext.Current.CancellationToken);

        var stored = await host.Storage.Routines.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["download-b3", "download-cvm"], stored.Routines.Select(routine => routine.Version.Definition.Key).Order());
    }

    [Fact]
    public async Task Who_forgets_the_calls_is_told_which_they_are()
    {
        await using var host = Pump.At(Morning, scheduler =>
        {
            Downloads.Define(scheduler);
            Prices.Define(scheduler, "/data/b3");
        });

        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => host.OpenAsync(TestContext.Current.CancellationToken));

        string[] told =
        [
            "Routine 'download-b3', Executor: there is no 'download-file'. AddDownloadFile() of RoutineScheduler.Executors adds it.",
            "Routine 'load-prices', Executor: there is no 'load-file'. AddDatabase(…) of RoutineScheduler.Executors adds it.",
        ];
        Assert.All(told, sentence => Assert.Contains(wrong.Problems, problem => problem.StartsWith(sentence, StringComparison.Ordinal)));
    }
}
