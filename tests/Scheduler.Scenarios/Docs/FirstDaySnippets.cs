using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>The code of docs/guides/first-day.md, line for line.</summary>
internal static class FirstDaySnippets
{
    public static class Routines
    {
        public static readonly ExecutorName<Valuation> ValuePortfolio = new("value-portfolio");

        public static void Define(IRoutineSchedulerBuilder scheduler) => scheduler
            .AddExecutor<PortfolioValuer, Valuation>(ValuePortfolio)
            .AddRoutine("download-b3", r => r.Named("Download B3").In("prices/b3").Priority(5)
                .On("business-days(b3)").At("30 20 * * *").Between("20:00", "26:00")
                .Poll(Duration.FromMinutes(5))
                .Executes(DownloadFile.Name, new DownloadFile
                {
                    Url = "https://arquivos.b3.com.br/api/download/requestname?fileName=TradeInformationConsolidatedFile&date={orderDate:yyyy-MM-dd}&recaptchaToken=",
                    TwoSteps = new TwoSteps(),
                    To = "trades_{orderDate:yyyyMMdd}.csv",
                    Expect = new Expectations { FirstLine = "Status do Arquivo: Final" },
                }))
            .AddRoutine("value-portfolio", r => r.Named("Avaliar Carteira").In("funds").Priority(25)
                .On("business-days(b3)").At("30 20 * * *").After("download-b3")
                .Executes(ValuePortfolio, new Valuation { Fund = "FIA Sabiá" }));
    }

    public sealed record Valuation
    {
        [Required]
        public required string Fund { get; init; }
    }

    public sealed class PortfolioValuer(ILogger<PortfolioValuer> log) : IExecutor<Valuation>
    {
        public Task<AttemptOutcome> ExecuteAsync(Valuation what, IRunContext run, CancellationToken cancel)
        {
            var file = run.ResultOf<DownloadedFile>("download-b3");
            log.LogInformation("{Fund}: {Rows} rows of {Date}", what.Fund, file.Rows, run.OrderDate);
            return Task.FromResult(file.Rows > 1_000
                ? AttemptOutcome.Succeeded(new { what.Fund, file.Rows })
                : AttemptOutcome.NotAvailableYet($"{file.Path} has only {file.Rows} rows"));
        }
    }

    public static async Task RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddRoutineScheduler(scheduler => Routines.Define(scheduler.UseSqlite("Data Source=scheduler.db").AddDownloadFile()));
        await builder.Build().RunAsync();
    }

    public static async Task AskAsync(ISchedulerClient scheduler)
    {
        var why = await scheduler.ExplainAsync("download-b3", new LocalDate(2026, 11, 20));
        Console.WriteLine(why.Text);   // Holiday(b3, "Consciência Negra"); next: 2026-11-23 20:30
    }
}
