using System.Diagnostics;
using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;

namespace RoutineScheduler.Storage.Sqlite.Tests.Processes;

/// <summary>What the other process does. Its clock stands where the tests' clocks begin.</summary>
internal static class OtherProcessParts
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    public static async Task<int> PlayAsync(string[] part)
    {
        var (name, database, rest) = (part[0], part[1], part[2..]);

        // As DOTNET_SYSTEM_IO_DISABLEFILELOCKING does.
        AppContext.SetSwitch("System.IO.DisableFileLocking", name.EndsWith("-unlocked", StringComparison.Ordinal));
        await Console.In.ReadLineAsync();
        var options = new SqliteStorageOptions { ConnectionString = $"Data Source={database}", SurvivesPowerLoss = false };
        await using var store = new SqliteStorage(options, new FakeClock(Noon), rest is [.., var place] && name == "die" ? DieAt(place) : null);
        await store.OpenAsync(CancellationToken.None);
        await (name switch
        {
            "open" => Task.CompletedTask,
            "load" => LoadAsync(store, int.Parse(rest[0], System.Globalization.CultureInfo.InvariantCulture)),
            "drain" => DrainAsync(store, new NodeId(rest[0])),
            "lease" or "lease-unlocked" => LeaseAsync(store, new NodeId(rest[0]), startProcesses: rest[1..]),
            "rescue-unlocked" => RescueAsync(store),
            "die" => DieAsync(store),
            _ => throw new ArgumentException($"There is no part '{name}'.", nameof(part)),
        });
        return 0;
    }

    private static async Task LoadAsync(IStorage store, int count)
    {
        var runs = Enumerable.Range(0, count).Select(i => APlannedRun.DueAt(Noon, $"routine-{i}")).ToList();
        Console.WriteLine((await store.Loads.LoadAsync(ALoad.On(runs[0].OrderDate, "hash", runs), CancellationToken.None)).Result);
    }

    private static async Task DrainAsync(IStorage store, NodeId node)
    {
        while (await store.Queue.ClaimAsync(AClaim.By(node, places: 3), CancellationToken.None) is { Count: > 0 } claimed)
        {
            var ended = await store.Queue.FinishAsync([.. claimed.Select(run => AnAttempt.ThatSucceeded(run))], CancellationToken.None);
            foreach (var attempt in ended.Where(attempt => attempt.After is not null))
            {
                Console.WriteLine(attempt.Run);
            }
        }
    }

    /// <summary>Lives as a node and executes until somebody kills it.</summary>
    private static async Task LeaseAsync(IStorage store, NodeId node, string[] startProcesses)
    {
        await store.Nodes.BeatAsync(ABeat.Of(node), Duration.FromMinutes(5), CancellationToken.None);
        foreach (var run in await store.Queue.ClaimAsync(AClaim.By(node) with { StartProcesses = startProcesses }, CancellationToken.None))
        {
            Console.WriteLine(run.Lease.Run);
        }

        Console.WriteLine("executing");
        await Console.In.ReadLineAsync();
    }

    private static async Task RescueAsync(IStorage store)
    {
        await store.Nodes.BeatAsync(ABeat.Of(new NodeId("rescuer")), Duration.FromMinutes(5), CancellationToken.None);
        Console.WriteLine((await store.Queue.RescueAsync(3, 10, CancellationToken.None)).Count);
    }

    private static async Task DieAsync(IStorage store)
    {
        await LoadAsync(store, 5);
        await DrainAsync(store, new NodeId("doomed"));
    }

    private static CrashPoint DieAt(string doomed) => place =>
    {
        if (place == doomed)
        {
            Process.GetCurrentProcess().Kill();
        }
    };
}
