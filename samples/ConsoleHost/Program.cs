using System.Data.Common;
using System.Text;
using ConsoleHost;
using ConsoleHost.Files;
using ConsoleHost.Portfolio;
using ConsoleHost.Screen;
using ConsoleHost.Servers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage.Sqlite;

Console.OutputEncoding = Encoding.UTF8;
var terminal = new Terminal(Console.Out, hasColour: !Console.IsOutputRedirected);
try
{
    return await PlayAsync();
}
catch (Exception trouble)
{
    terminal.Line($"The day could not be played to its end: {trouble}", Tone.Bad);
    return 1;
}

async Task<int> PlayAsync()
{
    var date = BusinessDate.Thursday;
    var folder = Directory.CreateTempSubdirectory("routine-scheduler-").FullName;
    var storage = Path.Combine(folder, "scheduler.db");
    var prices = Path.Combine(folder, "prices.db");

    var clock = new SampleClock(BusinessDate.ClockStarts, TimeProvider.System);
    var trades = TradeFile.Of(date);
    var b3 = new B3Site(
        clock, date, trades, partialAt: BusinessDate.Due + Duration.FromSeconds(5.5), finalAt: BusinessDate.Due + Duration.FromSeconds(9));
    var cvm = new CvmSite(clock, date, FundFile.ZipOn(date), publishedAt: BusinessDate.Due + Duration.FromSeconds(3));
    await using var server = LoopbackServer.Start(b3.Answer, cvm.Answer);

    await using var database = SqliteFactory.Instance.CreateDataSource($"Data Source={prices}");
    var builder = Host.CreateApplicationBuilder(args);
    builder.Logging.ClearProviders();   // the screen shows what the store has; the scheduler adds its own provider
    builder.Services.AddSingleton<IClock>(clock);
    builder.Services.AddSingleton<DbDataSource>(database);
    builder.Services.AddSingleton<PriceTable>();
    builder.Services.AddRoutineScheduler(scheduler => Routines.Define(
        scheduler.UseSqlite($"Data Source={storage}")
            .Configure(options => options.ArtifactRoot = Path.Combine(folder, "artifacts"))
            .AddDatabase("prices", database, SqlDialect.Sqlite)
            .AddDownloadFile(options => options.AllowedHosts.Add("127.0.0.1")),
        server.Address));
    using var host = builder.Build();

    terminal.Line("One business day of a Brazilian back office");
    terminal.Line(
        $"  Order date  Thursday, {date:uuuu-MM-dd}. " +
        $"The sample's clock starts at {Terminal.TimeOf(BusinessDate.ClockStarts)} in São Paulo, at real speed.");
    terminal.Line($"  Server      {server.Address} answers as B3 and CVM do");
    terminal.Line($"  Scheduler   {storage}");
    terminal.Line($"  Prices      {prices}");

    var ending = await new Evening(host, clock, terminal).PlayAsync(date, trades.TradedRows);

    terminal.Heading("Look for yourself");
    foreach (var question in new[] { "status", "runs --all", $"explain download-b3 {BusinessDate.Holiday:uuuu-MM-dd}", "logs" })
    {
        terminal.Line($"  dotnet run --project src/Scheduler.Cli -- {question} --storage sqlite:{storage}");
    }

    return Told(Ending.Problems(ending));
}

int Told(IReadOnlyList<string> problems)
{
    terminal.Line();
    terminal.Line(
        problems.Count == 0 ? "Everything ended as it should." : "Not everything ended as it should:", problems.Count == 0 ? Tone.Good : Tone.Bad);
    foreach (var problem in problems)
    {
        terminal.Line($"  {problem}", Tone.Bad);
    }

    return problems.Count == 0 ? 0 : 1;
}
