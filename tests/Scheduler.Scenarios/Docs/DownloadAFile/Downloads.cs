using NodaTime;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.Scenarios.Docs.DownloadAFile;

/// <summary>Downloads.cs of docs/guides/download-a-file.md, line for line. <see cref="DownloadGuideTests"/> has it checked.</summary>
public static class Downloads
{
    public static void Define(IRoutineSchedulerBuilder scheduler) => scheduler
        .AddRoutine("download-cvm", r => r.On("business-days(anbima)").At("0 9 * * *").Poll(Duration.FromMinutes(10))
            .Executes(DownloadFile.Name, new DownloadFile
            {
                Url = "https://dados.cvm.gov.br/dados/FI/DOC/INF_DIARIO/DADOS/inf_diario_fi_{orderDate:yyyyMM}.zip",
                To = "/data/cvm/{orderDate:yyyyMMdd}/inf_diario_fi.zip",
                Unzip = new Unzip { Into = "csv" },
                Expect = new Expectations { NotSameAs = "/data/cvm/{orderDate-1bd:yyyyMMdd}/inf_diario_fi.zip" },
            }))
        .AddRoutine("download-b3", r => r.On("business-days(b3)").At("30 20 * * *").Between("20:00", "26:00").Poll(Duration.FromMinutes(5))
            .Executes(DownloadFile.Name, new DownloadFile
            {
                Url = "https://arquivos.b3.com.br/api/download/requestname" +
                    "?fileName=TradeInformationConsolidatedFile&date={orderDate:yyyy-MM-dd}&recaptchaToken=",
                TwoSteps = new TwoSteps(),
                To = "trades_{orderDate:yyyyMMdd}.csv",
                Expect = new Expectations { FirstLine = "Status do Arquivo: Final", MinimumBytes = 100_000 },
            }));
}
