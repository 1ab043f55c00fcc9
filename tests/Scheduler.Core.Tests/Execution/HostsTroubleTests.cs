using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Hosting;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
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
            ["Succeeded", "Transient", "TimedOut", "NotAvailable", "Permanent", "Stopped", "Abandoned", "HandedBack", "Lapsed"], Enum.GetNames<AttemptEnd>());
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
