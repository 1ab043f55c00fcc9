using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage.Sqlite.Connections;
using RoutineScheduler.Storage.Sqlite.Steps;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite;

/// <summary>The daily loads. Loads of one date follow one another because all that write do.</summary>
internal sealed class SqliteLoadLedger(SqliteDatabase database, ILogger log) : ILoadLedger
{
    private static readonly StepManner Loading = new(CrashPoints.BeforeLoadCommit, CrashPoints.AfterLoadCommit, IsAlone: true);
    private static readonly StepManner Optimizing = new(IsAlone: true, IsOutside: true);

    public async Task<LoadOutcome> LoadAsync(DayLoad load, CancellationToken cancel)
    {
        var outcome = await database.WriteAsync(transaction => Load(transaction, load), Loading, cancel);
        if (outcome.Result is LoadResult.Loaded or LoadResult.Reloaded)
        {
            await OptimizeAsync(load.Date);
        }

        return outcome;
    }

    /// <summary>The load is committed, and never told as failed: the file may be busy, or closing.</summary>
    private async Task OptimizeAsync(LocalDate loaded)
    {
        try
        {
            // SQLite's own rule decides whether the statistics are worth gathering again.
            await database.WriteAsync(transaction => transaction.Statement("PRAGMA optimize").Execute(), Optimizing, CancellationToken.None);
        }
        catch (Exception trouble)
        {
            log.StatisticsAreOld(trouble, loaded.ToIso());
        }
    }

    public Task<LoadOutcome> PreviewAsync(DayLoad load, CancellationToken cancel) => database.ReadAsync(
        connection =>
        {
            var now = database.Clock.GetCurrentInstant();
            var before = LoadTable.Find(connection, load.Date);
            return Outcome(Decide(connection, load, before, now), before, now);
        },
        cancel);

    public Task<LoadRow?> FindAsync(LocalDate date, CancellationToken cancel) =>
        database.ReadAsync(connection => LoadTable.Find(connection, date), cancel);

    public Task<IReadOnlyList<LoadRow>> ListAsync(LocalDate from, LocalDate to, CancellationToken cancel) =>
        database.ReadAsync(connection => LoadTable.List(connection, from, to), cancel);

    public Task<IReadOnlyList<DecidedAgainst>> ReadDecisionsAsync(LocalDate date, CancellationToken cancel) =>
        database.ReadAsync(connection => LoadTable.ReadDecisions(connection, date), cancel);

    public Task<bool> MarkStaleAsync(LocalDate date, string? staleHash, CancellationToken cancel) =>
        database.WriteAsync(transaction => LoadTable.MarkStale(transaction, date, staleHash), cancel);

    public Task SkipAsync(LocalDate date, string reason, Actor actor, CancellationToken cancel) => database.WriteAsync(
        transaction =>
        {
            var isNew = LoadTable.Find(transaction.Open, date) is null;
            if (isNew)
            {
                LoadTable.Put(transaction, LoadRows.Skipped(date, reason, actor, transaction.Now));
            }

            return isNew;
        },
        cancel);

    private LoadOutcome Load(WriteTransaction transaction, DayLoad load)
    {
        var before = LoadTable.Find(transaction.Open, load.Date);
        var decision = Decide(transaction.Open, load, before, transaction.Now);
        var outcome = Outcome(decision, before, transaction.Now);
        if (!decision.Applies)
        {
            return outcome;
        }

        var added = new LoadApplication(transaction, load, database.CrashInLoad).Apply(decision);
        LoadTable.PutDecisions(transaction, load.Date, LoadRows.Distinct(load.Against));
        LoadTable.Put(transaction, LoadRows.Loaded(load, decision.Counts, transaction.Now));
        return outcome with { Changes = decision.Changes(added) };
    }

    private static LoadDecision Decide(OpenConnection connection, DayLoad load, LoadRow? before, Instant now) =>
        LoadDecision.Decide(
            load, before, SchedulerRow.DefinitionsMark(connection), () => LoadTable.ReadExisting(connection, load.Date), now);

    private static LoadOutcome Outcome(LoadDecision decision, LoadRow? before, Instant now) =>
        new(decision.Result, before, decision.Counts, decision.Changes(), now);
}
