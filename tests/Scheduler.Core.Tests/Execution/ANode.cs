using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>A real scheduler over a store that can be taken away, whose agents the test calls one by one.</summary>
internal sealed class ANode : IAsyncDisposable
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 19, 15, 0);
    public static readonly LocalDate Today = new(2026, 11, 19);

    private readonly IHost host;

    private ANode(IHost host, VirtualTime time, SaidLines said, GatedStorage storage)
    {
        this.host = host;
        (Time, Said, Storage) = (time, said, storage);
    }

    public VirtualTime Time { get; }

    public SaidLines Said { get; }

    public GatedStorage Storage { get; }

    public IServiceProvider Services => host.Services;

    public SchedulerNode Node => host.Services.GetRequiredService<SchedulerNode>();

    public SchedulerParts Parts => Node.Parts;

    public ISchedulerClient Client => host.Services.GetRequiredService<ISchedulerClient>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ANode> OpenAsync(
        Action<IRoutineSchedulerBuilder> define, Action<SchedulerOptions>? options = null, Action<IServiceCollection>? services = null,
        Dictionary<string, string?>? configuration = null, GatedStorage? on = null, VirtualTime? time = null)
    {
        time ??= new VirtualTime(Noon);
        var said = new SaidLines();
        var storage = on ?? new GatedStorage(new InMemoryStorage(time.Clock));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "test" });
        builder.Configuration.AddInMemoryCollection(configuration ?? []);
        builder.Services.AddSingleton<IClock>(time.Clock);
        builder.Services.AddSingleton(time.ForScheduler);
        services?.Invoke(builder.Services);
        builder.Services.AddRoutineScheduler(scheduler => define(scheduler.UseStorage("the test's", _ => storage).Configure(settings =>
        {
            settings.NodeName = "node";
            settings.ArtifactRoot = Path.Combine(Path.GetTempPath(), "scheduler-core-tests");
            options?.Invoke(settings);
        })));
        builder.Logging.AddProvider(said);   // after the scheduler's own: what is said has been captured
        var node = new ANode(builder.Build(), time, said, storage);
        await node.Node.OpenAsync(Cancel);
        return node;
    }

    /// <summary>One routine that is only ordered.</summary>
    public static Task<ANode> OpenAsync(Func<RoutineBuilder, RoutineBuilder> define, Action<SchedulerOptions>? options = null) =>
        OpenAsync(scheduler => scheduler.AddRoutine("it", routine => define(routine)), options);

    public async Task<RunId> OrderAsync(RoutineKey? routine = null) =>
        (await Client.OrderAsync(new Order(routine ?? "it", Today), Cancel)).Run!.Value;

    public Task<int> ClaimAsync() => Parts.Worker.RunOnceAsync(null, Cancel);

    /// <summary>Orders a run and starts it.</summary>
    public async Task<RunId> StartAsync(RoutineKey? routine = null)
    {
        var run = await OrderAsync(routine);
        Assert.Equal(1, await ClaimAsync());
        return run;
    }

    /// <summary>Waits until every attempt has come to its end, and writes the ends.</summary>
    public async Task EndAsync()
    {
        await Parts.Worker.WhenIdleAsync();
        await Parts.Completions.FlushAsync(Cancel);
    }

    /// <summary>Completes when no place is taken any more.</summary>
    public async Task WhenAllPlacesAreFreeAsync()
    {
        for (var freed = Parts.Worker.PlaceFreed; Parts.Places.Taken > 0; freed = Parts.Worker.PlaceFreed)
        {
            await freed;
        }
    }

    /// <summary>Orders a run, and sees its attempt through.</summary>
    public async Task<RunDetails> RunAsync(RoutineKey? routine = null)
    {
        var run = await StartAsync(routine);
        await EndAsync();
        return await FindAsync(run);
    }

    public async Task<RunDetails> FindAsync(RunId run) => (await Client.FindRunAsync(run, Cancel))!;

    public async ValueTask DisposeAsync()
    {
        Storage.BringBack();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
