using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Scenarios.Docs.LoadAFile;
using RoutineScheduler.Scenarios.Driving;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>What docs/guides/load-a-file.md shows loads a file, and what it says of decimals is so.</summary>
public sealed class LoadGuideTests : IAsyncDisposable
{
    private static readonly LocalDate Monday = new(2026, 11, 23);
    private static readonly Instant Evening = Instant.FromUtc(2026, 11, 23, 23, 0);   // 20:00 in São Paulo

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scheduler-load-guide-");
    private readonly DbDataSource database;

    public LoadGuideTests() =>
        database = SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(folder.FullName, "prices.db")};Pooling=False");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_is_in_the_table_and_the_successor_read_the_counts()
    {
        await Prices.CreateTableAsync(database);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "TradeInformationConsolidatedFile_20261123_1.csv"),
            """
            Status do Arquivo: Final
            RptDt;TckrSymb;MinPric;MaxPric;LastPric;NtlFinVol
            2026-11-23;PETR4;31,95;32,80;32,10;1234567,00
            2026-11-23;VALE3;60,00;61,5;61,25;x
            2026-11-23;IDLE3;;;;
            """,
            Encoding.Latin1,
            Cancel);
        await using var host = Pump.At(
            Evening,
            scheduler => Prices.Define(scheduler.AddDatabase("prices", database, SqlDialect.Sqlite), folder.FullName),
            options: options => options.ArtifactRoot = folder.FullName);

        await host.RunUntilAsync(Evening + Duration.FromHours(1), Cancel);

        Assert.Equal("PETR4 2026-11-23 B3 31.95 32.8 32.1 1234567 TradeInformationConsolidatedFile_20261123_1.csv 1", await RowsAsync());
        var report = Assert.Single(await host.Client.RunsAsync(new RunQuery { Routines = ["report-prices"], From = Monday, To = Monday }, Cancel));
        Assert.Contains(
            await host.Client.LogsAsync(new LogQuery { Run = report.Id }, Cancel), line => line.Message == "1 new, 0 updated, 1 rejected");
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<object?> RowsAsync()
    {
        await using var command = database.CreateCommand(
            "SELECT group_concat(concat_ws(' ', ticker, day, source, low, high, close, volume, file_name, run), '|') FROM price");
        return await command.ExecuteScalarAsync(Cancel);
    }
}
