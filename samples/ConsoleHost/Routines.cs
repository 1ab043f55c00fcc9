using ConsoleHost.Portfolio;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace ConsoleHost;

/// <summary>The back office's routines. Five run on the sample's Thursday; the others are there to be explained.</summary>
internal static class Routines
{
    public static readonly ExecutorName<Valuation> ValuePortfolio = new("value-portfolio");

    private static readonly Duration AFewSeconds = Duration.FromSeconds(2);

    private static readonly Valuation Fund = new()
    {
        Fund = "FIA Sabiá",
        Shares = new() { ["PETR4"] = 12_000, ["VALE3"] = 5_500, ["ITUB4"] = 9_000, ["WEGE3"] = 4_200 },
    };

    /// <param name="server">Who answers as B3 and CVM do.</param>
    public static void Define(IRoutineSchedulerBuilder scheduler, Uri server) => scheduler
        .AddExecutor<PortfolioValuer, Valuation>(ValuePortfolio)
        .AddRoutine("download-b3", r => r.Named("Download B3").In("prices/b3").Priority(5)
            .On("business-days(b3)").At("30 20 * * *").Between("20:00", "26:00")
            .Poll(AFewSeconds)
            .Executes(DownloadFile.Name, B3File(server)))
        .AddRoutine("load-prices", r => r.Named("Carregar Preços Trade Consolidado").In("prices/b3").Priority(15)
            .On("business-days(b3)").At("30 20 * * *").After("download-b3")
            .Executes(LoadFile.Name, B3Prices()))
        .AddRoutine("download-cvm", r => r.Named("Download CVM").In("funds/cvm").Priority(5)
            .On("business-days(anbima)").At("30 20 * * *")
            .Poll(AFewSeconds).Retry(RetryPolicy.Default with { Delay = 2 * AFewSeconds })
            .Executes(DownloadFile.Name, CvmFile(server)))
        .AddRoutine("value-portfolio", r => r.Named("Avaliar Carteira").In("funds").Priority(25)
            .On("business-days(b3)").At("30 20 * * *").After("load-prices")
            .Executes(ValuePortfolio, Fund))
        .AddRoutine("watch-queue", r => r.Named("Vigiar Fila").In("operations")
            .Every(Duration.FromSeconds(5)).Between("20:30:00", "20:30:20")
            .Executes<ISchedulerClient>(WatchQueueAsync))
        .AddRoutine("morning-check", r => r.Named("Conferir Carteira na Abertura").In("funds")
            .On("business-days(b3)").At("30 9 * * *")
            .Executes(ValuePortfolio, Fund))
        .AddRoutine("weekly-report", r => r.Named("Relatório Semanal").In("funds")
            .On("business-days(b3)").At("0 21 * * FRI")
            .Executes(ValuePortfolio, Fund))
        .AddRoutine("month-end", r => r.Named("Fechamento Mensal").In("funds")
            .Monthly().On("last-business-day(anbima)").At("0 21 * * *")
            .Executes(ValuePortfolio, Fund))
        .AddRoutine("download-cvm-2024", r => r.Named("Download CVM (até 2024)").In("funds/cvm")
            .On("business-days(anbima)").At("0 21 * * *").Valid(to: new LocalDate(2024, 12, 31))
            .Executes(DownloadFile.Name, CvmFile(server)));

    private static DownloadFile B3File(Uri server) => new()
    {
        Url = $"{server}api/download/requestname?fileName=TradeInformationConsolidatedFile&date={{orderDate:yyyy-MM-dd}}&recaptchaToken=",
        TwoSteps = new TwoSteps(),
        To = "TradeInformationConsolidatedFile_{orderDate:yyyyMMdd}_1.csv",
        Expect = new Expectations { FirstLine = "Status do Arquivo: Final" },
    };

    private static LoadFile B3Prices() => new()
    {
        Database = "prices",
        Table = "prices",
        From = "download-b3",
        Encoding = FileEncoding.Latin1,
        FirstLine = "Status do Arquivo: Final",
        Csv = new CsvFormat { Delimiter = ';' },
        DecimalSign = ',',
        Keep = [new RowCondition { Field = "MaxPric", Present = true }],
        Key = ["ticker", "date", "source"],
        Columns =
        [
            new LoadColumn { Column = "ticker", Field = "TckrSymb" },
            new LoadColumn { Column = "date", Field = "RptDt", Type = FieldType.Date },
            new LoadColumn { Column = "source", Constant = PriceTable.Source },
            new LoadColumn { Column = "low", Field = "MinPric", Type = FieldType.Decimal },
            new LoadColumn { Column = "high", Field = "MaxPric", Type = FieldType.Decimal },
            new LoadColumn { Column = "close", Field = "LastPric", Type = FieldType.Decimal },
            new LoadColumn { Column = "volume", Field = "NtlFinVol", Type = FieldType.Decimal },
        ],
    };

    private static DownloadFile CvmFile(Uri server) => new()
    {
        Url = $"{server}dados/FI/DOC/INF_DIARIO/DADOS/inf_diario_fi_{{orderDate:yyyyMM}}.zip",
        To = "inf_diario_fi_{orderDate:yyyyMM}.zip",
        Unzip = new Unzip(),
    };

    private static async Task WatchQueueAsync(IRunContext run, ISchedulerClient scheduler, CancellationToken cancel)
    {
        var runs = await scheduler.RunsAsync(new RunQuery { From = run.OrderDate, To = run.OrderDate }, cancel);
        run.Log.LogInformation("{Open} of {All} runs have not ended", runs.Count(other => !other.State.HasEnded()), runs.Count);
    }
}
