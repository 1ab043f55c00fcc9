using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Client;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>The scheduler's own store does not answer while a load asks it.</summary>
public sealed class StoreAwayTests : LoadingTest
{
    private readonly List<double> pauses = [];

    [Fact]
    public async Task A_load_waits_for_the_schedulers_store_and_its_run_is_charged_nothing()
    {
        Execute(PriceFile.Table);
        AFile("prices-20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        Exception[] troubles =
            [new StorageException("away"), new SqliteException("locked", 5), new TimeoutException(), new AggregateException(new IOException("cut"))];
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .Configure(options => options.ArtifactRoot = Folder.At("artifacts"))
            .AddDatabase("prices", SqliteFactory.Instance.CreateDataSource(ConnectionString), SqlDialect.Sqlite)
            .AddRoutine("load-prices", r => r.Executes(LoadFile.Name, PriceFile.In(Inbox) with { Mask = "prices-{date:yyyyMMdd}.csv" }))
            .AddRoutine("report", r => r.After("load-prices").Executes((_, _) =>
            {
                ended.SetResult();
                return Task.CompletedTask;
            })));
        builder.Services.AddSingleton<IAttemptMarks>(
            provider => new StoredAttemptMarks(AwayScheduler.With(provider.GetRequiredService<ISchedulerClient>(), troubles), PauseAsync));
        using var host = builder.Build();
        await host.StartAsync(Cancel);

        var client = host.Services.GetRequiredService<ISchedulerClient>();
        await client.OrderAsync(new Order("load-prices", Friday), Cancel);
        await client.OrderAsync(new Order("report", Friday), Cancel);
        await ended.Task.WaitAsync(Cancel);
        var load = Assert.Single(await client.RunsAsync(new RunQuery { Routines = ["load-prices"] }, Cancel));
        await host.StopAsync(Cancel);

        Assert.Equal((RunState.Succeeded, 1), (load.State, load.Attempts));
        Assert.Equal([0.5, 1, 2, 4], pauses);
        Assert.Equal(["A|1"], Rows("SELECT ticker, close FROM price"));
    }

    [Fact]
    public async Task Who_waits_for_the_store_stops_when_the_run_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var run = ARun(reported: _ => stop.Cancel());
        var marks = new StoredAttemptMarks(AwayScheduler.With(null, [new StorageException("away")]), PauseAsync);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => marks.OfAsync(run, stop.Token));

        Assert.Equal(["waiting for the scheduler's store"], run.Reports.Select(report => report.Message));
    }

    [Fact]
    public async Task A_fault_that_is_not_the_stores_is_not_waited_out()
    {
        var marks = new StoredAttemptMarks(AwayScheduler.With(null, [new InvalidOperationException("a fault")]), PauseAsync);

        await Assert.ThrowsAsync<InvalidOperationException>(() => marks.OfAsync(ARun(), Cancel));

        Assert.Empty(pauses);
    }

    private Task PauseAsync(TimeSpan howLong, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        pauses.Add(howLong.TotalSeconds);
        return Task.CompletedTask;
    }

    /// <summary>Fails once with each trouble, and goes on to the scheduler behind it.</summary>
    public class AwayScheduler : DispatchProxy
    {
        private readonly Queue<Exception> troubles = [];
        private ISchedulerClient? behind;

        public static ISchedulerClient With(ISchedulerClient? behind, IEnumerable<Exception> troubles)
        {
            var client = Create<ISchedulerClient, AwayScheduler>();
            var away = (AwayScheduler)client;
            away.behind = behind;
            foreach (var trouble in troubles)
            {
                away.troubles.Enqueue(trouble);
            }

            return client;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            troubles.TryDequeue(out var trouble) ? throw trouble : targetMethod!.Invoke(behind, args);
    }
}
