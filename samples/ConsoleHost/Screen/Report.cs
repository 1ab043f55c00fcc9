using ConsoleHost.Portfolio;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace ConsoleHost.Screen;

/// <summary>The parts of the story that are told when they are over. Each is asked of the scheduler, or of the prices database.</summary>
internal sealed class Report(ISchedulerClient scheduler, PriceTable prices, Terminal terminal)
{
    public async Task LoadAsync(LocalDate date)
    {
        var status = await scheduler.StatusAsync();
        var plan = await scheduler.LoadAsync(new LoadRequest(date) { Preview = true });
        foreach (var load in status.Loads.Where(load => load.Date == date))
        {
            terminal.Line(
                $"  {load.State} at {Terminal.TimeOf(load.At)} ({load.Trigger}, by {load.Actor}): {load.Totals.Processed} routines processed, "
                + $"{load.Totals.Added} runs added, {load.Totals.Ignored} routines ignored.");
        }

        terminal.Line(plan.Status == LoadStatus.AlreadyLoaded
            ? "  Loading this date once more would change nothing: the plan is still the same."
            : $"  Loading this date once more would change it ({plan.Status}).");
        terminal.Line();
        terminal.Table(
            ["Runs", "Type", "Due"],
            [.. plan.Planned.OrderBy(run => run.DueAt).Select(run => (string[])[run.Name, $"{run.Type}", Terminal.TimeOf(run.DueAt)])]);
        terminal.Line();
        terminal.Table(["Does not run", "Why"], [.. plan.Ignored.Select(routine => (string[])[routine.Name, string.Join(", ", routine.Reasons)])]);
    }

    public void Attempts(RunDetails run) => terminal.Table(
        ["Attempt", "Started", "Ended", "Outcome", "Left the run"],
        [.. run.Attempts.Select(attempt => (string[])
        [
            $"{attempt.Number}", Terminal.TimeOf(attempt.StartedAt), Terminal.TimeOf(attempt.EndedAt), $"{attempt.End}", $"{attempt.To}",
        ])]);

    public void Results(IReadOnlyList<RunDetails> runs) => terminal.Table(
        ["Run", "Routine", "State", "Attempts", "Due", "Ended", "Result"],
        [.. runs.Select(run => (string[])
        [
            $"{run.Run.Id.Value}", run.Run.Name, run.Run.Cause is { } cause ? $"{run.Run.State} ({cause})" : $"{run.Run.State}",
            $"{run.Attempts.Count}", Terminal.TimeOf(run.Run.PlannedAt), run.Run.EndedAt is { } ended ? Terminal.TimeOf(ended) : "",
            ResultText.Of(run.Attempts.LastOrDefault()?.Result),
        ])]);

    /// <returns>How many rows the prices database has for the date.</returns>
    public async Task<int> PricesAsync(LocalDate date)
    {
        var count = await prices.CountAsync(date);
        terminal.Line(
            $"  SELECT count(*) FROM prices WHERE date = '{LocalDatePattern.Iso.Format(date)}' AND source = '{PriceTable.Source}'   {count}");
        foreach (var (ticker, close) in await prices.ClosesAsync(date, ["PETR4", "VALE3", "BOVA11"]))
        {
            terminal.Line(FormattableString.Invariant($"  {ticker,-6} closed at {close,7:0.00}"));
        }

        return count;
    }

    public async Task LogAsync(RunId run)
    {
        foreach (var line in await scheduler.LogsAsync(new LogQuery { Run = run }))
        {
            terminal.Line($"  {Terminal.TimeOf(line.At)}  {line.Level,-11}  {line.Message}");
        }
    }

    public async Task<RoutineExplanation> ExplainAsync(RoutineKey routine, LocalDate date)
    {
        var explanation = await scheduler.ExplainAsync(routine, date);
        terminal.Line($"  explain {routine} {LocalDatePattern.Iso.Format(date)}");
        terminal.Line($"    {explanation.Text}", Tone.Waiting);
        foreach (var detail in explanation.Details)
        {
            terminal.Line($"    {detail}", Tone.Faint);
        }

        return explanation;
    }
}
