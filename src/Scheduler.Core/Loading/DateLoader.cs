using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Planning;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Loading;

/// <summary>What a load planned and what became of it.</summary>
internal sealed record LoadedDay(DayPlan Plan, LoadOutcome Outcome, PlanningInputs Inputs, Duration Took, string Trigger, Actor Actor);

/// <summary>Loads one order date: plans it, puts the plan into the queue, says what became of it.</summary>
/// <param name="book">Read again where definitions were registered while a date was planned.</param>
/// <param name="actor">Who loads what nobody loads by hand.</param>
internal sealed class DateLoader(ILoadLedger ledger, DefinitionBook book, ReloadOnChange reloadOnChange, Actor actor, ILogger<DailyLoader> log)
{
    /// <summary>Loads the date where it is not loaded, and treats it where its load is stale.</summary>
    public async Task BringUpToDateAsync(PlanningInputs inputs, LocalDate date, string trigger, CancellationToken cancel)
    {
        if (!inputs.CanLoad)
        {
            return;   // the log has said so when they were read
        }

        if (await ledger.FindAsync(date, cancel) is { State: not LoadState.Skipped } loaded)
        {
            await FollowAsync(inputs, loaded, cancel);
        }
        else
        {
            await LoadAsync(inputs, new DateLoad(date, trigger, actor), cancel);
        }
    }

    public async Task<LoadedDay> LoadAsync(PlanningInputs inputs, DateLoad load, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var (plan, outcome) = await PlanAndLoadAsync(inputs, load, cancel);
        while (outcome.Result == LoadResult.DefinitionsChanged)
        {
            inputs = await book.ReadAsync(cancel);
            (plan, outcome) = await PlanAndLoadAsync(inputs, load, cancel);
        }

        var took = Duration.FromTimeSpan(Stopwatch.GetElapsedTime(started));
        if (!load.IsPreview)
        {
            Tell(plan, outcome, load.Trigger, took);
        }

        return new LoadedDay(plan, outcome, inputs, took, load.Trigger, load.Actor);
    }

    private async Task<(DayPlan Plan, LoadOutcome Outcome)> PlanAndLoadAsync(PlanningInputs inputs, DateLoad load, CancellationToken cancel)
    {
        var plan = inputs.Planner.Plan(load.Date, load.IncludesEarlier);   // outside of the transaction
        var day = load.Of(plan, inputs);
        return (plan, load.IsPreview ? await ledger.PreviewAsync(day, cancel) : await ledger.LoadAsync(day, cancel));
    }

    private async Task FollowAsync(PlanningInputs inputs, LoadRow loaded, CancellationToken cancel)
    {
        if (!inputs.AreWhole)
        {
            log.LoadIsLeft(loaded.Date.ToIso());
            return;
        }

        var hash = inputs.Planner.HashOf(loaded.Date, loaded.IncludesEarlier);
        if (loaded.Hash == hash)
        {
            await ledger.MarkStaleAsync(loaded.Date, null, cancel);
        }
        else
        {
            await ReloadAsync(inputs, loaded, hash, cancel);
        }
    }

    /// <param name="hash">Of the plan that the definitions give now.</param>
    private async Task ReloadAsync(PlanningInputs inputs, LoadRow stale, string hash, CancellationToken cancel)
    {
        switch (reloadOnChange)
        {
            case ReloadOnChange.Future:
                var reload = new DateLoad(stale.Date, "Reload", actor) { FutureOnly = true, IncludesEarlier = stale.IncludesEarlier };
                await LoadAsync(inputs, reload, cancel);
                break;
            case ReloadOnChange.Ask when await ledger.MarkStaleAsync(stale.Date, hash, cancel):
                log.LoadIsStale(stale.Date.ToIso());
                break;
            default:
                break;
        }
    }

    private void Tell(DayPlan plan, LoadOutcome outcome, string trigger, Duration took)
    {
        var (date, counts) = (plan.Date.ToIso(), outcome.Counts);
        switch (outcome.Result)
        {
            case LoadResult.Loaded:
                log.Loaded(date, trigger, counts.Added, counts.Ignored, counts.Processed, (long)took.TotalMilliseconds);
                break;
            case LoadResult.Reloaded:
                log.Reloaded(date, trigger, counts.Added, counts.Revived, counts.Moved, counts.Repinned, counts.Superseded, counts.MarkedNotInPlan);
                break;
            default:
                return;
        }

        if (plan.Against.FirstOrDefault(group => group.IsUndecided) is { } undecided)
        {
            log.LoadUndecided(date, plan.Undecided, undecided.Routines[0].Value, string.Join("; ", undecided.Texts));
        }

        if (plan.IsProjected)
        {
            log.PlanIsProjected(date);
        }
    }
}
