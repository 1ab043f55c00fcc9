using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>What the host's own code throws where nobody expects it.</summary>
public class HostsTroubleTests
{
    [Fact]
    public async Task A_logging_provider_that_throws_costs_no_run_its_end()
    {
        var provider = new FullDisk();
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler.AddRoutine("it", routine => routine.Executes((_, _) => Task.CompletedTask)),
            services: services => services.AddSingleton<ILoggerProvider>(provider));
        provider.IsFull = true;

        var found = await node.RunAsync();
        await node.WhenAllPlacesAreFreeAsync();

        Assert.Equal(RunState.Succeeded, found.Run.State);
        Assert.Equal(AttemptEnd.Succeeded, Assert.Single(found.Attempts).End);
        Assert.Empty(node.Parts.Places.InFlight);
    }

    [Fact]
    public async Task An_exception_whose_text_throws_is_a_transient_failure_and_its_type_is_told()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.FromException(new UnreadableException())));

        var found = await node.RunAsync();

        Assert.Equal((RunState.Recovering, 1), (found.Run.State, found.Run.Tries));
        Assert.Contains(nameof(UnreadableException), Assert.Single(found.Attempts).Message);
    }

    [Fact]
    public async Task A_listener_that_throws_stops_no_end_from_being_written_and_is_told_once()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        node.Parts.Completions.OnEnded = (_, _) => throw new IOException("Broken pipe");

        var (first, second) = (await node.RunAsync(), await node.RunAsync());
        await node.WhenAllPlacesAreFreeAsync();

        Assert.Equal((RunState.Succeeded, RunState.Succeeded), (first.Run.State, second.Run.State));
        Assert.Single(node.Said.Of(4010));
    }

    [Fact]
    public async Task How_attempts_end_is_counted_under_names_that_never_change()
    {
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddRoutine("good", routine => routine.Executes((_, _) => Task.CompletedTask))
            .AddRoutine("bad", routine => routine.Executes((_, _) => Task.FromException(new IOException()))));
        var ends = new List<object?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name == "scheduler.attempts" && instrument.Meter.Scope == node.Services.GetService<IMeterFactory>())
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => ends.Add(tags[0].Value));
        listener.Start();

        await node.RunAsync("good");
        await node.RunAsync("bad");

        Assert.Equal(["Succeeded", "Transient"], ends);
        Assert.Equal(
            ["Succeeded", "Transient", "TimedOut", "NotAvailable", "Permanent", "Stopped", "Abandoned", "HandedBack", "Lapsed"],
            Enum.GetNames<AttemptEnd>());
    }

    public static TheoryData<string, Func<string, AttemptOutcome>> Unreadable => new()
    {
        { "The result cannot be read: ObjectDisposedException: ", _ => new AttemptOutcome.Success(Disposed()) },
        { "The result cannot be read: InvalidOperationException: ", _ => new AttemptOutcome.Success(default(JsonElement)) },
        { "The result cannot be read: InvalidOperationException: ", _ => new AttemptOutcome.Success(JsonElement.Parse("""["\ud800"]""")) },
        { "The result cannot be read: InvalidOperationException: ", _ => new AttemptOutcome.Success(JsonElement.Parse("""{"\ud800":1}""")) },
        { "The result cannot be read: NullReferenceException: ", _ => AttemptOutcome.Succeeded().With([null!]) },
        {
            "The result cannot be read: InvalidOperationException: not for ***",
            secret => new AttemptOutcome.Success(null) { Artifacts = new Locked(secret) }
        },
    };

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_read_of_an_answer_fails_the_run_once_and_says_so(string told, Func<string, AttemptOutcome> answer)
    {
        var echo = new ExecutorName<AText>("echo");
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(echo, (AText what, IRunContext _, CancellationToken _) => Task.FromResult(answer(what.Text)))
                .AddRoutine("it", routine => routine.Executes(echo, new AText { Text = "{secret:DB}" })),
            configuration: new() { ["RoutineScheduler:Secrets:DB"] = "hunter-22" });

        var found = await node.RunAsync();
        await node.WhenAllPlacesAreFreeAsync();

        Assert.Equal((RunState.Failed, "Permanent"), (found.Run.State, found.Run.Cause));
        var attempt = Assert.Single(found.Attempts);
        Assert.Equal((AttemptEnd.Permanent, """{"text":"***"}"""), (attempt.End, attempt.Parameters));
        Assert.StartsWith(told, attempt.Message);
    }

    [Fact]
    public async Task A_fault_of_the_schedulers_own_ends_the_attempt_with_its_reason_and_is_not_repeated()
    {
        VirtualTime time = new(ANode.Noon);
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler.AddRoutine("it", routine => routine.Executes((_, _) => Task.CompletedTask)),
            services: services => services.AddSingleton(time.ForScheduler with { Random = () => throw new InvalidOperationException("no dice") }),
            time: time);

        var found = await node.RunAsync();
        await node.WhenAllPlacesAreFreeAsync();

        Assert.Equal((RunState.Failed, "Permanent"), (found.Run.State, found.Run.Cause));
        Assert.Equal(
            "The scheduler could not carry this attempt through: InvalidOperationException: no dice", Assert.Single(found.Attempts).Message);
        Assert.Single(node.Said.Of(3011));
        Assert.Empty(node.Parts.Places.InFlight);
    }

    private static JsonElement Disposed()
    {
        using var document = JsonDocument.Parse("7");
        return document.RootElement;
    }

    /// <summary>A list of a host's own, which throws when it is read.</summary>
    private sealed class Locked(string secret) : IReadOnlyList<Artifact>
    {
        public int Count => throw new InvalidOperationException($"not for {secret}");

        public Artifact this[int index] => throw new InvalidOperationException($"not for {secret}");

        public IEnumerator<Artifact> GetEnumerator() => throw new InvalidOperationException($"not for {secret}");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new InvalidOperationException("not to be read");

        public override string ToString() => throw new InvalidOperationException("not to be read");
    }

    private sealed class FullDisk : ILoggerProvider, ILogger
    {
        public bool IsFull { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<T>(T state)
            where T : notnull => null;

        public bool IsEnabled(LogLevel level) => true;

        public void Log<T>(LogLevel level, EventId id, T state, Exception? trouble, Func<T, Exception?, string> text)
        {
            if (IsFull)
            {
                throw new IOException("No space left on device");
            }
        }

        public void Dispose()
        {
        }
    }
}
