using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

public class TimeOutTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Duration Grace = Duration.FromSeconds(10);
    private static readonly RetryPolicy OneTry = RetryPolicy.Default with { Tries = 1 };

    [Fact]
    public async Task An_attempt_that_honours_its_token_is_timed_out_and_tried_again()
    {
        StopReason? seen = null;
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(Minute).Executes(async (run, cancel) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            finally
            {
                seen = run.StopReason;
            }
        }));
        var timeOut = node.Time.WhenAskedFor(Minute);
        var run = await node.StartAsync();

        await timeOut;
        node.Time.Advance(Minute);
        await node.EndAsync();

        var found = await node.FindAsync(run);
        Assert.Equal((StopReason.TimedOut, RunState.Recovering, 1), (seen, found.Run.State, found.Run.Tries));
        var attempt = Assert.Single(found.Attempts);
        Assert.Equal((AttemptEnd.TimedOut, "Timed out after PT1M."), (attempt.End, attempt.Message));
    }

    public static TheoryData<string> Wrappings => ["waited for", "as an I/O error", "twice"];

    [Theory]
    [MemberData(nameof(Wrappings))]
    public async Task A_cancellation_that_comes_back_wrapped_is_one(string how)
    {
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(Minute).Retry(OneTry).Executes(async (_, cancel) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            catch (OperationCanceledException cancelled)
            {
                throw how switch
                {
                    "waited for" => new AggregateException(new OperationCanceledException(), cancelled),
                    "as an I/O error" => new IOException("The stream was closed.", cancelled),
                    _ => new InvalidOperationException("broken", new AggregateException(new IOException("", cancelled))),
                };
            }
        }));
        var timeOut = node.Time.WhenAskedFor(Minute);
        var run = await node.StartAsync();

        await timeOut;
        node.Time.Advance(Minute);
        await node.EndAsync();

        var attempt = Assert.Single((await node.FindAsync(run)).Attempts);
        Assert.Equal((AttemptEnd.TimedOut, "Timed out after PT1M."), (attempt.End, attempt.Message));
        Assert.Contains("CanceledException", attempt.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_beside_a_cancellation_is_a_failure_and_is_told()
    {
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(Minute).Retry(OneTry).Executes(async (_, cancel) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancel);
            }
            catch (OperationCanceledException cancelled)
            {
                throw new AggregateException(new InvalidOperationException("the disk is on fire"), cancelled);
            }
        }));
        var timeOut = node.Time.WhenAskedFor(Minute);
        var run = await node.StartAsync();

        await timeOut;
        node.Time.Advance(Minute);
        await node.EndAsync();

        var attempt = Assert.Single((await node.FindAsync(run)).Attempts);
        Assert.Equal(AttemptEnd.Transient, attempt.End);
        Assert.Contains("the disk is on fire", attempt.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_that_blocks_its_thread_times_out_too()
    {
        using var release = new ManualResetEventSlim();
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(Minute).Executes((_, cancel) =>
        {
            release.Wait(cancel);
            return Task.CompletedTask;
        }));
        var timeOut = node.Time.WhenAskedFor(Minute);
        var run = await node.StartAsync();

        await timeOut;
        node.Time.Advance(Minute);
        await node.EndAsync();

        Assert.Equal(RunState.Recovering, (await node.FindAsync(run)).Run.State);
    }

    [Fact]
    public async Task One_that_ignores_its_token_past_its_grace_is_abandoned_and_keeps_its_place_until_it_returns()
    {
        var release = new Signal();
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(Minute, Grace).Executes(async (_, _) =>
        {
            await release.Said;
            return AttemptOutcome.Succeeded("too late");
        }));
        var (timeOut, grace) = (node.Time.WhenAskedFor(Minute), node.Time.WhenAskedFor(Grace));
        var run = await node.StartAsync();
        await timeOut;
        node.Time.Advance(Minute);
        await grace;
        node.Time.Advance(Grace);
        await node.EndAsync();

        var found = await node.FindAsync(run);
        Assert.Equal((RunState.Failed, "Abandoned"), (found.Run.State, found.Run.Cause));
        Assert.Equal(1, node.Parts.Places.Taken);
        Assert.Empty(node.Parts.Places.InFlight);

        release.Say();
        await node.WhenAllPlacesAreFreeAsync();

        Assert.Equal((RunState.Failed, null), ((await node.FindAsync(run)).Run.State, Assert.Single((await node.FindAsync(run)).Attempts).Result));
        Assert.Single(node.Said.Of(3006));
    }

    [Fact]
    public async Task That_an_abandoned_one_has_returned_is_in_the_runs_log()
    {
        var release = new Signal();
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(Minute, Grace).Executes((_, _) => release.Said));
        var (timeOut, grace) = (node.Time.WhenAskedFor(Minute), node.Time.WhenAskedFor(Grace));
        var run = await node.StartAsync();
        await timeOut;
        node.Time.Advance(Minute);
        await grace;
        node.Time.Advance(Grace);
        await node.EndAsync();

        var returned = node.Said.WhenSaid(3010);
        release.Say();
        await returned;
        await node.Parts.JournalWriter.RunOnceAsync(TestContext.Current.CancellationToken);

        var lines = await node.Client.LogsAsync(new() { Run = run }, TestContext.Current.CancellationToken);
        Assert.Contains(lines, line => line.EventId == 3010 && line.Message.StartsWith("it of 2026-11-19: abandoned attempt 1 of run"));
    }

    [Fact]
    public async Task Abandoned_ones_are_retried_where_the_routine_says_so()
    {
        var release = new Signal();
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(Minute, Grace).RetryAbandoned().Executes((_, _) => release.Said));
        var (timeOut, grace) = (node.Time.WhenAskedFor(Minute), node.Time.WhenAskedFor(Grace));
        var run = await node.StartAsync();
        await timeOut;
        node.Time.Advance(Minute);
        await grace;
        node.Time.Advance(Grace);
        await node.EndAsync();

        Assert.Equal(RunState.Recovering, (await node.FindAsync(run)).Run.State);
        release.Say();
    }

    [Fact]
    public async Task A_success_that_comes_within_the_grace_counts()
    {
        await using var node = await ANode.OpenAsync(routine => routine.TimeOut(Minute, Grace).Retry(OneTry).Executes(async (_, cancel) =>
        {
            var stopped = new Signal();
            using var registration = cancel.Register(stopped.Say);
            await stopped.Said;
            return AttemptOutcome.Succeeded(7);
        }));
        var timeOut = node.Time.WhenAskedFor(Minute);
        var run = await node.StartAsync();
        await timeOut;
        node.Time.Advance(Minute);
        await node.EndAsync();

        Assert.Equal((RunState.Succeeded, "7"), ((await node.FindAsync(run)).Run.State, Assert.Single((await node.FindAsync(run)).Attempts).Result));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resolver_of_secrets_that_never_answers_is_timed_out_and_the_executor_is_not_entered(bool blocks)
    {
        var (asked, release, entered) = (new Signal(), new Signal(), false);
        var echo = new ExecutorName<AText>("echo");
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(echo, (AText _, IRunContext _, CancellationToken _) =>
                {
                    entered = true;
                    return Task.CompletedTask;
                })
                .AddRoutine("it", routine => routine.TimeOut(Minute).Executes(echo, new AText { Text = "{secret:DB}" })),
            services: services => services.AddScoped<ISecretResolver>(_ => new SilentResolver(asked, release, blocks)));
        var run = await node.StartAsync();
        await asked.Said;

        node.Time.Advance(Minute);
        await node.EndAsync();
        release.Say();
        await node.WhenAllPlacesAreFreeAsync();

        var found = await node.FindAsync(run);
        Assert.Equal((RunState.Recovering, 1, false), (found.Run.State, found.Run.Tries, entered));
        Assert.Equal((AttemptEnd.TimedOut, "Timed out after PT1M."), (Assert.Single(found.Attempts).End, found.Attempts[0].Message));
    }

    [Theory]
    [InlineData("ReadVersionsAsync")]
    [InlineData("ResultsForAsync")]
    public async Task A_store_that_never_answers_is_given_up_and_nothing_is_charged(string call)
    {
        var asked = new Signal();
        using var release = new ManualResetEventSlim();
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddRoutine("first", routine => routine.Executes((_, _) => Task.CompletedTask))
            .AddRoutine("it", routine => routine.After("first").TimeOut(Minute).Executes((_, _) => Task.CompletedTask)));
        await node.RunAsync("first");
        node.Storage.Refuse = (method, _) =>
        {
            if (method == call)
            {
                asked.Say();
                release.Wait(TestContext.Current.CancellationToken);
            }

            return null;
        };
        var run = await node.StartAsync();
        await asked.Said;

        node.Time.Advance(Duration.FromHours(1));   // unless it is known, a time-out is the default one
        await node.EndAsync();
        release.Set();

        var found = await node.FindAsync(run);
        Assert.Equal((RunState.Recovering, 0), (found.Run.State, found.Run.Tries));
        var attempt = Assert.Single(found.Attempts);
        Assert.Equal(AttemptEnd.HandedBack, attempt.End);
        Assert.Contains("The store did not answer within the time-out.", attempt.Message);
    }

    [Fact]
    public async Task A_time_out_of_the_executors_own_is_transient_and_not_our_cancellation()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) =>
            Task.FromException<AttemptOutcome>(new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout"))));

        var found = await node.RunAsync();

        Assert.Equal((RunState.Recovering, 1), (found.Run.State, found.Run.Tries));
        Assert.Equal(AttemptEnd.Transient, Assert.Single(found.Attempts).End);
    }

    /// <summary>Hears no token.</summary>
    private sealed class SilentResolver(Signal asked, Signal release, bool blocks) : ISecretResolver
    {
        public async ValueTask<string?> ResolveAsync(string name, CancellationToken cancel)
        {
            asked.Say();
            if (blocks)
            {
                release.Said.Wait(CancellationToken.None);
            }

            await release.Said;
            return "too late";
        }
    }
}
