using NodaTime;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Tests.Servers;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

/// <summary>The servers here never go on, so that a time-out of any length must end the wait: nothing depends on how fast the machine is.</summary>
public sealed class TimeOutTests : IAsyncLifetime
{
    private static readonly Duration Soon = Duration.FromMilliseconds(50);

    private readonly ADownload download = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => download.DisposeAsync();

    [Fact]
    public async Task A_server_that_never_answers_is_a_failure()
    {
        download.Server.On("/prices.csv", Replies.Silence());

        Assert.EndsWith("was silent for longer than IdleFor, 0.05 s.", await download.TransientAsync(download.Prices() with { IdleFor = Soon }));
    }

    [Fact]
    public async Task A_server_that_falls_silent_within_the_body_is_a_failure()
    {
        download.Server.On("/prices.csv", Replies.SilenceAfter(new byte[100], announced: 1000));

        Assert.EndsWith("was silent for longer than IdleFor, 0.05 s.", await download.TransientAsync(download.Prices() with { IdleFor = Soon }));
    }

    [Fact]
    public async Task A_server_that_answers_without_end_is_a_failure_although_it_is_never_silent()
    {
        download.Server.On("/prices.csv", Replies.Endless());

        Assert.Contains("took longer than TotalFor, 0.05 s.", await download.TransientAsync(download.Prices() with { TotalFor = Soon }));
    }

    [Fact]
    public async Task A_server_that_never_agrees_on_encryption_is_a_failure()
    {
        download.Options.ConnectTimeout = TimeSpan.FromMilliseconds(50);

        var message = await download.TransientAsync(download.Prices() with { Url = $"https://127.0.0.1:{download.Server.Port}/" });

        Assert.Contains("no connection within DownloadOptions.ConnectTimeout", message);
    }

    [Fact]
    public async Task The_total_covers_both_steps()
    {
        download.Server.On("/ask", Replies.Json("""{"redirectUrl":"~/prices.csv"}""")).On("/prices.csv", Replies.Silence());

        var message = await download.TransientAsync(download.Prices("/ask") with { TwoSteps = new TwoSteps(), TotalFor = Soon });

        Assert.Contains("took longer than TotalFor", message);
    }

    [Fact]
    public async Task A_cancelled_attempt_ends_as_cancelled_and_leaves_nothing()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        download.Server.On("/prices.csv", Replies.Silence(asked));
        using var stop = new CancellationTokenSource();

        var attempt = download.GetAsync(cancel: stop.Token);
        await asked.Task;
        await stop.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
        Assert.Equal(stop.Token, cancelled.CancellationToken);
        Assert.Empty(download.Files);
    }

    [Fact]
    public async Task Cancelling_within_the_body_leaves_nothing()
    {
        var isReading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        download.Server.On("/prices.csv", Replies.Endless(isReading));
        using var stop = new CancellationTokenSource();

        var attempt = download.GetAsync(cancel: stop.Token);
        await isReading.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
        Assert.Empty(download.Files);
    }
}
