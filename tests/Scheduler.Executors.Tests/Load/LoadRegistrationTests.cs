using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Hosting;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

public sealed class LoadRegistrationTests : LoadingTest
{
    [Fact]
    public void Databases_of_several_modules_are_found_by_name()
    {
        var services = new ServiceCollection();
        services.AddRoutineScheduler(scheduler => scheduler.AddDatabase("prices", ADatabase(), SqlDialect.Sqlite));
        services.AddRoutineScheduler(scheduler => scheduler.AddDatabase("funds", ADatabase(), SqlDialect.Sqlite));

        using var provider = services.BuildServiceProvider();

        Assert.Equal(["prices", "funds"], provider.GetRequiredService<DatabaseCatalog>().Names);
    }

    [Fact]
    public async Task Two_databases_of_one_name_are_told_at_start_with_both_places_and_all_other_problems()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("a", routine => routine.Executes(
                new("no-such"),
                new LoadFile { Folder = "x", Mask = "x", Database = "prices", Table = "x", Columns = [], Key = [] }))
            .AddDatabase("prices", ADatabase(), SqlDialect.Sqlite, "Prices.cs", 7)
            .AddDatabase("prices", ADatabase(), SqlDialect.Sqlite, "Funds.cs", 9));
        using var host = builder.Build();

        var trouble = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, trouble.Problems.Count);
        Assert.Contains("Two databases are called 'prices': Prices.cs:7 and Funds.cs:9. Give one of them another name.", trouble.Problems);
    }

    [Fact]
    public async Task A_database_or_a_predecessor_that_the_host_does_not_have_is_told_at_start()
    {
        var load = PriceFile.In(Inbox);
        var artifacts = load with { Folder = null, Mask = null };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .AddDatabase("prices", ADatabase(), SqlDialect.Sqlite)
            .AddRoutine("download-b3", routine => routine.Executes((_, _) => Task.CompletedTask))
            .AddRoutine("good", routine => routine.After("download-b3").Executes(LoadFile.Name, artifacts with { From = "download-b3" }))
            .AddRoutine("template", routine => routine.Executes(LoadFile.Name, load with { Database = "{secret:DATABASE}" }))
            .AddRoutine("database", routine => routine.Executes(LoadFile.Name, load with { Database = "price" }))
            .AddRoutine("edge", routine => routine.Executes(LoadFile.Name, artifacts with { From = "download-b3" }))
            .AddRoutine("stranger", routine => routine.Executes(LoadFile.Name, artifacts with { From = "donwload-b3" }))
            .AddRoutine("null", routine => routine.Executes(LoadFile.Name, load with { Columns = [null!] })));
        using var host = builder.Build();

        var trouble = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => host.StartAsync(Cancel));

        const string Of = "parameters of 'load-file':";
        Assert.Equal(
            [
                $"Routine 'database', {Of} $.database: No database is registered as 'price'. There are: prices. Did you mean \"prices\"?",
                $"Routine 'edge', {Of} $.from: it is 'download-b3', and the routine does not wait for it: add After(\"download-b3\").",
                $"Routine 'stranger', {Of} $.from: it is 'donwload-b3', and there is no such routine. Did you mean \"download-b3\"?",
                $"Routine 'null', {Of} $: Columns is null, or has a null in it.",
            ],
            trouble.Problems);
    }

    [Fact]
    public async Task A_host_loads_the_order_dates_file_and_a_successor_reads_the_counts()
    {
        Execute(PriceFile.Table);
        AFile("prices-20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;2;2\n");
        var got = new TaskCompletionSource<FileLoadResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .Configure(options => options.ArtifactRoot = Folder.At("artifacts"))
            .AddDatabase("prices", ADatabase(), SqlDialect.Sqlite)
            .AddRoutine("load-prices", r => r.Executes(LoadFile.Name, PriceFile.In(Inbox) with { Mask = "prices-{date:yyyyMMdd}.csv" }))
            .AddRoutine("report", r => r.After("load-prices").Executes((run, _) =>
            {
                got.SetResult(run.ResultOf<FileLoadResult>("load-prices"));
                return Task.CompletedTask;
            })));
        using var host = builder.Build();
        await host.StartAsync(Cancel);

        var client = host.Services.GetRequiredService<ISchedulerClient>();
        await client.OrderAsync(new Order("load-prices", Friday), Cancel);
        await client.OrderAsync(new Order("report", Friday), Cancel);
        var result = await got.Task.WaitAsync(Cancel);
        await host.StopAsync(Cancel);

        Assert.Equal(new FileLoadCounts(Read: 2, New: 2, Updated: 0, Unchanged: 0, Ignored: 0, Rejected: 0), result.Counts);
        Assert.Equal("2026-09-18", Assert.Single(result.Files).Date);
        Assert.Equal(["A|1", "B|2"], Rows("SELECT ticker, close FROM price ORDER BY ticker"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_later_attempt_knows_an_earlier_one_by_what_that_one_knew_of_itself(bool inSqlite)
    {
        var own = new List<AttemptMark>();
        var got = new TaskCompletionSource<AttemptMarks>(TaskCreationOptions.RunContinuationsAsynchronously);
        ISchedulerClient? client = null;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutineScheduler(all => (inSqlite ? all.UseSqlite($"Data Source={Folder.At("scheduler.db")};Pooling=False") : all)
            .Configure(options => options.ArtifactRoot = Folder.At("artifacts"))
            .AddRoutine("a", r => r.Retry(RetryPolicy.Default with { Delay = Duration.FromMilliseconds(1) }).Executes(async (run, cancel) =>
            {
                var marks = await new StoredAttemptMarks(client!, Task.Delay).OfAsync(run, cancel);
                own.Add(marks.Own);
                if (run.Attempt < 3)
                {
                    throw new IOException("again");
                }

                got.SetResult(marks);
            })));
        using var host = builder.Build();
        client = host.Services.GetRequiredService<ISchedulerClient>();
        await host.StartAsync(Cancel);

        await client.OrderAsync(new Order("a", Friday), Cancel);
        var marks = await got.Task.WaitAsync(Cancel);
        await host.StopAsync(Cancel);

        Assert.Equal([1, 2, 3], own.Select(mark => mark.Number));
        Assert.Equal(own, [.. marks.Earlier.OrderBy(mark => mark.Number), marks.Own]);
    }

    private DbDataSource ADatabase() => SqliteFactory.Instance.CreateDataSource(ConnectionString);
}
