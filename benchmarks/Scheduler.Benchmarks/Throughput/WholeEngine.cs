using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>
/// A host as a user builds it: plans and loads the day, then claims, enters an executor that does nothing in a scope of its own, captures its
/// log, and writes the ends. Loading is the daily load, with planning.
/// </summary>
internal sealed class WholeEngine : IContender
{
    private const string Counts = "SELECT (SELECT count(*) FROM run WHERE state = 4), " +
        "(SELECT count(*) FROM attempt), (SELECT count(*) FROM log WHERE run IS NOT NULL)";

    /// <summary>A run a minute.</summary>
    private const int RunsPerRoutine = 1_440;

    private readonly DatabaseFile file;
    private readonly SetClock clock = new(MeasuredDay.Start);
    private readonly IHost host;
    private readonly SchedulerNode node;

    public WholeEngine(string folder, int runs, int places)
    {
        file = new DatabaseFile(folder);
        Runs = Math.Max(1, runs / RunsPerRoutine) * RunsPerRoutine;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "benchmark" });
        builder.Services.AddSingleton<IClock>(clock);
        var begun = Stopwatch.GetTimestamp();
        builder.Services.AddSingleton(new SchedulerTime(
            clock, (howLong, cancel) => Task.Delay(howLong.ToTimeSpan(), cancel), () => Duration.FromTimeSpan(Stopwatch.GetElapsedTime(begun)),
            () => 0.5));
        builder.Services.AddRoutineScheduler(scheduler => Define(scheduler, places));
        host = builder.Build();
        node = host.Services.GetRequiredService<SchedulerNode>();
    }

    public string Name => "engine";

    /// <summary>A multiple of 1,440.</summary>
    public int Runs { get; }

    public Task OpenAsync() => node.OpenAsync(CancellationToken.None);

    public Task LoadAsync() => node.StartAsync(CancellationToken.None);

    public async Task DrainAsync()
    {
        clock.Now = MeasuredDay.Start + Duration.FromDays(1) - Duration.FromSeconds(1);
        var started = await node.Parts.WorkerLoop.RunDueAsync(limit: null, CancellationToken.None);
        await node.StopAsync(CancellationToken.None);
        if (started != Runs)
        {
            throw new InvalidOperationException($"{started} of {Runs} runs were started.");
        }
    }

    public WorkCounter Count() => new(((SqliteStorage)node.Parts.Storage).Database.Writer.Connection);

    public async Task<DrainedFile> CloseAsync()
    {
        await ((IAsyncDisposable)host).DisposeAsync();
        return file.Inspect(Counts);
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)host).DisposeAsync();
        file.Dispose();
    }

    private void Define(IRoutineSchedulerBuilder scheduler, int places)
    {
        scheduler.UseSqlite(file.ConnectionString).Configure(options =>
        {
            options.TimeZone = "UTC";
            options.Places = places;
            options.LateAfter = TimeSpan.FromDays(30);   // the clock leaps over the day: no absence
        });
        var noOp = new ExecutorName<Nothing>(MeasuredDay.Executor);
        scheduler.AddExecutor(noOp, (_, _, _, _) => Task.FromResult(AttemptOutcome.Succeeded()), []);
        for (var i = 0; i < Runs / RunsPerRoutine; i++)
        {
            scheduler.AddRoutine(
                $"routine-{i:D4}",
                routine => routine.At("* * * * *").MaxConcurrent(null).ActiveFrom(MeasuredDay.Start).Executes(noOp, new Nothing()));
        }
    }

    private sealed record Nothing;
}
