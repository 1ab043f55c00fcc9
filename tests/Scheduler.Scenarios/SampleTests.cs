using System.Diagnostics;
using Xunit;

namespace RoutineScheduler.Scenarios;

/// <summary>The README's first command, as a newcomer runs it.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task The_sample_plays_its_day_and_ends_well_within_a_minute()
    {
        using var sample = new Process
        {
            StartInfo = new ProcessStartInfo
            {
                FileName = "dotnet",
                ArgumentList = { Path.Combine(AppContext.BaseDirectory, "ConsoleHost.dll") },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var started = Stopwatch.GetTimestamp();
        sample.Start();
        using var ending = limit.Token.Register(() => sample.Kill(entireProcessTree: true));
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        var output = sample.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = sample.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await sample.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(sample.ExitCode == 0, $"{await output}{await errors}");
        Assert.Contains("Holiday(b3, \"Consciência Negra\")", await output);
        Assert.Contains("Recovering → Running", await output);
        TestContext.Current.SendDiagnosticMessage("The sample took {0:0} s", Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
