using ConsoleHost.Portfolio;
using ConsoleHost.Screen;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using RoutineScheduler.Client;

namespace ConsoleHost;

/// <summary>Starts the host, tells what happens while it happens, and stops the host.</summary>
internal sealed class Evening(IHost host, IClock clock, Terminal terminal)
{
    /// <summary>Long enough for the slowest machine, short enough for the minute that was promised.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly ISchedulerClient scheduler = host.Services.GetRequiredService<ISchedulerClient>();
    private readonly PriceTable prices = host.Services.GetRequiredService<PriceTable>();

    public async Task<EndingFacts> PlayAsync(LocalDate date, int rowsInFile)
    {
        await prices.CreateAsync();
        await host.StartAsync();
        var report = new Report(scheduler, prices, terminal);

        terminal.Heading("The daily load");
        await report.LoadAsync(date);

        terminal.Heading("The runs, as they change state");
        terminal.Line("  NotAvailable: the file is not published yet; asking again uses up no try. Recovering: the run waits for its next attempt.");
        terminal.Line();
        var runs = await WatchAsync(date);

        terminal.Heading("The recovery of Download CVM");
        report.Attempts(runs.First(run => run.Run.Routine == "download-cvm"));

        terminal.Heading("Results");
        report.Results(runs);

        terminal.Heading("What was loaded");
        var rows = await report.PricesAsync(date);

        terminal.Heading("The log of Avaliar Carteira");
        await report.LogAsync(runs.First(run => run.Run.Routine == "value-portfolio").Run.Id);

        terminal.Heading("Why did it not run?");
        var onThursday = await report.ExplainAsync("weekly-report", date);
        var onHoliday = await report.ExplainAsync("download-b3", BusinessDate.Holiday);
        await host.StopAsync();
        return new EndingFacts(runs, rowsInFile, rows, onHoliday, onThursday);
    }

    /// <summary>Ends early where somebody presses Ctrl+C.</summary>
    private async Task<IReadOnlyList<RunDetails>> WatchAsync(LocalDate date)
    {
        var life = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping);
        patience.CancelAfter(Patience);
        return await new RunWatch(scheduler, clock, terminal).UntilAllHaveEndedAsync(date, patience.Token);
    }
}
