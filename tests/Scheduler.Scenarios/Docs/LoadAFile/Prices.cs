using System.Data.Common;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.Scenarios.Docs.LoadAFile;

/// <summary>Prices.cs of docs/guides/load-a-file.md, line for line. <see cref="LoadGuideTests"/> runs it.</summary>
public static class Prices
{
    public static async Task CreateTableAsync(DbDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            CREATE TABLE IF NOT EXISTS price (
                ticker    TEXT NOT NULL,
                day       TEXT NOT NULL,
                source    TEXT NOT NULL,
                low       TEXT,
                high      TEXT,
                close     TEXT,
                volume    TEXT,
                file_name TEXT,
                run       INTEGER);
            CREATE UNIQUE INDEX IF NOT EXISTS price_key ON price (ticker, day, source);
            """);
        await command.ExecuteNonQueryAsync();
    }

    public static void Define(IRoutineSchedulerBuilder scheduler, string folder) => scheduler
        .AddRoutine("load-prices", r => r.On("business-days(b3)").At("45 20 * * *")
            .Executes(LoadFile.Name, new LoadFile
            {
                Database = "prices",
                Table = "price",
                Folder = folder,
                Mask = "TradeInformationConsolidatedFile_{date:yyyyMMdd}_*.csv",
                Encoding = FileEncoding.Latin1,
                Csv = new CsvFormat { Delimiter = ';' },
                FirstLine = "Status do Arquivo: Final",
                DecimalSign = ',',
                Columns =
                [
                    new LoadColumn { Column = "ticker", Field = "TckrSymb" },
                    new LoadColumn { Column = "day", Field = "RptDt", Type = FieldType.Date },
                    new LoadColumn { Column = "source", Constant = "B3" },
                    new LoadColumn { Column = "low", Field = "MinPric", Type = FieldType.Decimal },
                    new LoadColumn { Column = "high", Field = "MaxPric", Type = FieldType.Decimal },
                    new LoadColumn { Column = "close", Field = "LastPric", Type = FieldType.Decimal },
                    new LoadColumn { Column = "volume", Field = "NtlFinVol", Type = FieldType.Decimal },
                    new LoadColumn { Column = "file_name", Context = ContextValue.FileName },
                    new LoadColumn { Column = "run", Context = ContextValue.Run },
                ],
                Key = ["ticker", "day", "source"],
                Keep = [new RowCondition { Field = "MaxPric", Present = true }],
            }))
        .AddRoutine("report-prices", r => r.On("business-days(b3)").At("45 20 * * *").After("load-prices")
            .Executes((run, cancel) =>
            {
                var counts = run.ResultOf<FileLoadResult>("load-prices").Counts;
                run.Log.LogInformation("{New} new, {Updated} updated, {Rejected} rejected", counts.New, counts.Updated, counts.Rejected);
                return Task.CompletedTask;
            }));
}
