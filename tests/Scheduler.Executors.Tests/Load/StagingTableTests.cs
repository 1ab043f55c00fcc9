using Microsoft.Data.Sqlite;
using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>When it is tidied up, the rows are committed already, or why they are not is on its way up.</summary>
public sealed class StagingTableTests : IAsyncLifetime
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await connection.OpenAsync(Cancel);
        await connection.ExecuteAsync(PriceFile.Table, null, Cancel);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    [Fact]
    public async Task What_goes_wrong_while_it_is_tidied_up_hides_nothing_and_the_next_load_begins_with_an_empty_one()
    {
        var stage = await CreateAsync();
        await connection.ExecuteAsync($"INSERT INTO {stage.Name} (line) VALUES (1)", null, Cancel);
        await connection.ExecuteAsync("PRAGMA query_only = 1", null, Cancel);

        Assert.Null(await Record.ExceptionAsync(async () => await stage.DisposeAsync()));

        await connection.ExecuteAsync("PRAGMA query_only = 0", null, Cancel);
        Assert.Equal(1, await CountAsync(stage));
        await using var next = await CreateAsync();
        Assert.Equal(0, await CountAsync(next));
    }

    [Fact]
    public async Task Nor_does_a_connection_that_is_gone_hide_anything()
    {
        var stage = await CreateAsync();
        await stage.BeginFillingAsync(Cancel);
        await connection.CloseAsync();

        Assert.Null(await Record.ExceptionAsync(async () => await stage.DisposeAsync()));
    }

    private async Task<StagingTable> CreateAsync()
    {
        var shape = await SqlDialect.Sqlite.FindTableAsync(connection, "price", Cancel);
        var table = TargetTable.Of(PriceFile.In("in"), shape, [], SqlDialect.Sqlite);
        return await StagingTable.CreateAsync(connection, SqlDialect.Sqlite, table, Cancel);
    }

    private async Task<long> CountAsync(StagingTable stage) =>
        (await connection.QueryAsync($"SELECT count(*) FROM {stage.Name}", row => row.GetInt64(0), Cancel))[0];
}
