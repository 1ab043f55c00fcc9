using System.Globalization;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;

namespace ConsoleHost.Portfolio;

/// <summary>An executor of the host's own: what a fund's shares are worth at the closing prices of the order date.</summary>
internal sealed class PortfolioValuer(PriceTable prices, ILogger<PortfolioValuer> log) : IExecutor<Valuation>
{
    public async Task<AttemptOutcome> ExecuteAsync(Valuation what, IRunContext run, CancellationToken cancel)
    {
        var closes = await prices.ClosesAsync(run.OrderDate, what.Shares.Keys, cancel);
        var missing = what.Shares.Keys.Where(ticker => !closes.ContainsKey(ticker)).ToList();
        if (missing.Count > 0)
        {
            return AttemptOutcome.Permanent(
                $"{what.Fund} holds {string.Join(", ", missing)}, without a closing price on {run.OrderDate:uuuu-MM-dd}.");
        }

        foreach (var (ticker, shares) in what.Shares)
        {
            log.LogInformation("{Shares} {Ticker} at {Close}", shares, ticker, closes[ticker].ToString("0.00", CultureInfo.InvariantCulture));
        }

        return AttemptOutcome.Succeeded(
            new PortfolioValue(what.Fund, what.Shares.Count, what.Shares.Sum(position => position.Value * closes[position.Key])));
    }
}

internal sealed record PortfolioValue(string Fund, int Positions, decimal Value);
