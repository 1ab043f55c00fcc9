using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Execution;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Scenarios.Docs.FirstDay;

/// <summary>Valuation.cs of docs/guides/first-day.md, line for line.</summary>
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
