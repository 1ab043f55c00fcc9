using NodaTime;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Hosting;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Scenarios.Docs.FirstDay;

/// <summary>Routines.cs of docs/guides/first-day.md, line for line.</summary>
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
                Url = "https://arquivos.b3.com.br/api/download/requestname" +
                    "?fileName=TradeInformationConsolidatedFile&date={orderDate:yyyy-MM-dd}&recaptchaToken=",
                TwoSteps = new TwoSteps(),
                To = "trades_{orderDate:yyyyMMdd}.csv",
                Expect = new Expectations { FirstLine = "Status do Arquivo: Final" },
            }))
        .AddRoutine("value-portfolio", r => r.Named("Avaliar Carteira").In("funds").Priority(25)
            .On("business-days(b3)").At("30 20 * * *").After("download-b3")
            .Executes(ValuePortfolio, new Valuation { Fund = "FIA Sabiá" }));
}
