using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Loading;

/// <param name="CatchUpWindow">Dates that were over longer ago than this are not caught up.</param>
internal sealed record LoaderSettings(Duration LoadAt, int LoadAhead, ReloadOnChange ReloadOnChange, Duration CatchUpWindow, Actor Actor);

/// <summary>Loads each order date when its time has come, reloads what became stale, and catches up what was missed.</summary>
internal sealed class DailyLoader(
    ILoadLedger ledger, INodeRegistry nodes, IRunQueries queries, DefinitionBook book, LoaderSettings settings, ILogger<DailyLoader> log)
{
    private readonly DateLoader loader = new(ledger, book, settings.ReloadOnChange, settings.Actor, log);

    /// <summary>What this process would register, and has not: a preview plans with it. Null where it has registered, or has nothing to.</summary>
    public DefinitionSet? Proposed { get; set; }

    /// <summary>Of the definitions that loaded dates were last brought up to date with; null before the first time.</summary>
    public long? FollowedMark { get; private set; }

    /// <summary>Loads what is due and not loaded, and treats what is stale. Safe on every node at once: the second finds it done.</summary>
    /// <param name="trigger">"StartUp" or "Automatic".</param>
    /// <returns>When the next date is to be loaded.</returns>
    /// <exception cref="DatesNotLoadedException">After the others were loaded: some could not be.</exception>
    public async Task<Instant> RunOnceAsync(string trigger, CancellationToken cancel)
    {
        var inputs = await book.ReadAsync(cancel);
        var times = TimesOf(inputs);
        var now = await queries.NowAsync(cancel);
        var troubles = new Dictionary<LocalDate, Exception>();
        foreach (var date in times.DueAt(now))
        {
            // Dying between two dates leaves the first loaded and the second not: the next round, on any node, goes on.
            if (await TroubleWithAsync(inputs, date, trigger, cancel) is { } trouble)
            {
                troubles.Add(date, trouble);
            }
        }

        FollowedMark = inputs.Mark;
        return troubles.Count == 0 ? times.NextAfter(now) : throw new DatesNotLoadedException(troubles);
    }

    /// <summary>
    /// Loads the dates that an absence has missed, then closes it. Whoever dies in between leaves it open, and the next goes on; so does a store
    /// that fails. A date that fails while the store answers is recorded, told and left: nothing is claimed, expired or rescued until it is closed.
    /// </summary>
    /// <returns>Null where no absence was open, or where it is left to a node that can read which dates it has missed.</returns>
    public async Task<CatchUpOutcome?> CatchUpAsync(CancellationToken cancel)
    {
        if (await nodes.FindOpenAbsenceAsync(cancel) is not { } absence)
        {
            return null;
        }

        var inputs = await book.ReadAsync(cancel);
        if (!inputs.CanLoad)
        {
            return null;   // closed, nobody would load what it has missed: a node of the newer release does both, at its next heartbeat
        }

        log.AbsenceFound(absence.From.ToIso(), absence.Until.ToIso());
        var times = TimesOf(inputs);
        var missed = times.Between(absence.From, absence.Until).ToLookup(date => times.EndOf(date) < absence.Until - settings.CatchUpWindow);
        await SkipAsync(missed[true], cancel);
        foreach (var date in missed[false])
        {
            await CatchUpAsync(inputs, date, cancel);
        }

        var outcome = await nodes.CloseAbsenceAsync(absence, settings.Actor, cancel);
        if (outcome is not null)
        {
            log.AbsenceClosed(outcome.Kept.Count, outcome.Missed.Count);
        }

        return outcome;
    }

    /// <summary>By hand: any date, whatever was loaded before.</summary>
    public async Task<LoadedDay> LoadAsync(DateLoad load, CancellationToken cancel)
    {
        var inputs = load.IsPreview && Proposed is { } proposed
            ? await book.ReadAsIfAsync(proposed, load.Actor, await queries.NowAsync(cancel), cancel)
            : await book.ReadAsync(cancel);
        return await loader.LoadAsync(inputs, load, cancel);
    }

    private LoadTimes TimesOf(PlanningInputs inputs) =>
        new([.. inputs.Planner.Zones], inputs.Settings.StartOfDay, settings.LoadAt, settings.LoadAhead);

    private async Task CatchUpAsync(PlanningInputs inputs, LocalDate date, CancellationToken cancel)
    {
        if (await TroubleWithAsync(inputs, date, "CatchUp", cancel) is null)
        {
            return;
        }

        // A store that fails does not take this row either: then the absence stays open. Dying after it does no harm: a skipped date is loaded.
        await ledger.SkipAsync(date, "LoadFailed", settings.Actor, cancel);
        if (await TroubleWithAsync(inputs, date, "CatchUp", cancel) is { } trouble)
        {
            log.DateNotCaughtUp(trouble, date.ToIso());
        }
    }

    /// <returns>Null where the date is up to date.</returns>
    private async Task<Exception?> TroubleWithAsync(PlanningInputs inputs, LocalDate date, string trigger, CancellationToken cancel)
    {
        try
        {
            await loader.BringUpToDateAsync(inputs, date, trigger, cancel);
            return null;
        }
        catch (Exception trouble) when (!cancel.IsCancellationRequested)
        {
            return trouble;
        }
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
}
