using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Planning;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Loading;

/// <param name="CatchUpWindow">Dates that were over longer ago than this are not caught up.</param>
internal sealed record LoaderSettings(Duration LoadAt, int LoadAhead, ReloadOnChange ReloadOnChange, Duration CatchUpWindow, Actor Actor);

/// <summary>What a load planned and what became of it.</summary>
internal sealed record LoadedDay(DayPlan Plan, LoadOutcome Outcome, PlanningInputs Inputs, Duration Took, string Trigger, Actor Actor);

/// <summary>Loads each order date when its time has come, reloads what became stale, and catches up what was missed.</summary>
internal sealed class DailyLoader(
    ILoadLedger ledger, INodeRegistry nodes, IRunQueries queries, DefinitionBook book, LoaderSettings settings, ILogger<DailyLoader> log)
{
    /// <summary>Loads what is due and not loaded, and treats what is stale. Safe on every node at once: the second finds it done.</summary>
    /// <param name="trigger">"StartUp" or "Automatic".</param>
    /// <returns>When the next date is to be loaded.</returns>
    public async Task<Instant> RunOnceAsync(string trigger, CancellationToken cancel)
    {
        var inputs = await book.ReadAsync(cancel);
        var times = TimesOf(inputs);
        var now = await queries.NowAsync(cancel);
        foreach (var date in times.DueAt(now))
        {
            // Dying between two dates leaves the first loaded and the second not: the next round, on any node, goes on.
            await BringUpToDateAsync(inputs, date, trigger, cancel);
        }

        return times.NextAfter(now);
    }

    /// <summary>Loads the dates that an absence has missed, then closes it. Whoever dies in between leaves it open, and the next goes on.</summary>
    /// <returns>Null where no absence was open.</returns>
    public async Task<CatchUpOutcome?> CatchUpAsync(CancellationToken cancel)
    {
        if (await nodes.FindOpenAbsenceAsync(cancel) is not { } absence)
        {
            return null;
        }

        log.AbsenceFound(absence.From.ToIso(), absence.Until.ToIso());
        var inputs = await book.ReadAsync(cancel);
        var times = TimesOf(inputs);
        var missed = times.Between(absence.From, absence.Until).ToLookup(date => times.EndOf(date) < absence.Until - settings.CatchUpWindow);
        await SkipAsync(missed[true], cancel);
        foreach (var date in missed[false])
        {
            await BringUpToDateAsync(inputs, date, "CatchUp", cancel);
        }

        var outcome = await nodes.CloseAbsenceAsync(absence, settings.Actor, cancel);
        if (outcome is not null)
        {
            log.AbsenceClosed(outcome.Kept.Count, outcome.Missed.Count);
        }

        return outcome;
    }

    /// <summary>By hand: any date, whatever was loaded before.</summary>
    public async Task<LoadedDay> LoadAsync(
        LocalDate date, bool preview, string? expectedHash, bool includeEarlier, Actor actor, CancellationToken cancel)
    {
        var inputs = await book.ReadAsync(cancel);
        return await LoadAsync(inputs, date, "ByHand", futureOnly: false, includeEarlier, actor, expectedHash, preview, cancel);
    }

    private LoadTimes TimesOf(PlanningInputs inputs) =>
        new([.. inputs.Planner.Zones], inputs.Settings.StartOfDay, settings.LoadAt, settings.LoadAhead);

    private async Task BringUpToDateAsync(PlanningInputs inputs, LocalDate date, string trigger, CancellationToken cancel)
    {
        var row = await ledger.FindAsync(date, cancel);
        if (row is null || row.State == LoadState.Skipped)
        {
            await LoadAsync(inputs, date, trigger, futureOnly: false, includeEarlier: false, settings.Actor, null, preview: false, cancel);
            return;
        }

        if (!inputs.AreWhole)
        {
            log.LoadIsLeft(date.ToIso());
            return;
        }

        var hash = inputs.Planner.HashOf(date, row.IncludesEarlier);
        if (row.Hash == hash)
        {
            await ledger.MarkStaleAsync(date, null, cancel);
            return;
        }

        switch (settings.ReloadOnChange)
        {
            case ReloadOnChange.Future:
                await LoadAsync(inputs, date, "Reload", futureOnly: true, row.IncludesEarlier, settings.Actor, null, preview: false, cancel);
                break;
            case ReloadOnChange.Ask when await ledger.MarkStaleAsync(date, hash, cancel):
                log.LoadIsStale(date.ToIso());
                break;
            default:
                break;
        }
    }

    private async Task<LoadedDay> LoadAsync(
        PlanningInputs inputs, LocalDate date, string trigger, bool futureOnly, bool includeEarlier, Actor actor, string? expectedHash, bool preview,
        CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var plan = inputs.Planner.Plan(date, includeEarlier);   // outside of the transaction
        var load = new DayLoad
        {
            Date = date,
            PlanHash = plan.Hash,
            CalendarsAsOf = inputs.CalendarsAsOf,
            Runs = plan.Runs,
            Against = [.. plan.Against.Select(group => new DecidedAgainst(group.Texts, group.Routines))],
            Retired = inputs.Retired,
            FutureOnly = futureOnly,
            ExpectedHash = expectedHash,
            IncludesEarlier = includeEarlier,
            Undecided = plan.Undecided,
            Trigger = trigger,
            Actor = actor,
        };
        var outcome = preview ? await ledger.PreviewAsync(load, cancel) : await ledger.LoadAsync(load, cancel);
        var took = Duration.FromTimeSpan(Stopwatch.GetElapsedTime(started));
        if (!preview)
        {
            Tell(plan, outcome, trigger, took);
        }

        return new LoadedDay(plan, outcome, inputs, took, trigger, actor);
    }

    /// <summary>One alert for all of them, said before: who dies in between says it once more, and never not at all.</summary>
    private async Task SkipAsync(IEnumerable<LocalDate> tooOld, CancellationToken cancel)
    {
        var dates = new List<LocalDate>();
        foreach (var date in tooOld)
        {
            if (await ledger.FindAsync(date, cancel) is null)
            {
                dates.Add(date);
            }
        }

        if (dates.Count > 0)
        {
            log.DatesTooOld(dates.Count, dates[0].ToIso(), dates[^1].ToIso());
        }

        foreach (var date in dates)
        {
            await ledger.SkipAsync(date, "TooOld", settings.Actor, cancel);
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
