using RoutineScheduler.Executors.Download;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

public sealed class DownloadProgressTests
{
    private readonly ARunContext run = new() { ArtifactFolder = "unused" };

    [Fact]
    public void A_short_download_reports_nothing_on_its_way()
    {
        var progress = new DownloadProgress(run, "https://a.example/x", expected: 100);

        progress.Received(50, TimeSpan.FromMilliseconds(10));
        progress.Received(100, TimeSpan.FromMilliseconds(499));

        Assert.Empty(run.Reports);
    }

    [Fact]
    public void A_long_one_reports_at_most_twice_a_second_however_often_bytes_come()
    {
        var progress = new DownloadProgress(run, "https://a.example/x", expected: 10_000_000);

        for (var milliseconds = 1; milliseconds <= 2_000; milliseconds++)
        {
            progress.Received(milliseconds * 5_000L, TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(
            [
                ("2.5 MB of 10.0 MB from https://a.example/x", 0.25), ("5.0 MB of 10.0 MB from https://a.example/x", 0.5),
                ("7.5 MB of 10.0 MB from https://a.example/x", 0.75), ("10.0 MB of 10.0 MB from https://a.example/x", 1.0),
            ],
            run.Reports.Select(report => (report.Message, report.Fraction!.Value)));
    }

    [Fact]
    public void Where_the_server_gave_no_length_there_is_no_fraction()
    {
        new DownloadProgress(run, "https://a.example/x", expected: null).Received(2_000_000, TimeSpan.FromSeconds(1));

        Assert.Equal([("2.0 MB from https://a.example/x", (double?)null)], run.Reports);
    }
}
