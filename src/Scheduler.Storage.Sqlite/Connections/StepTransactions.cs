using Microsoft.Data.Sqlite;
using NodaTime;

namespace RoutineScheduler.Storage.Sqlite.Connections;

/// <summary>
/// Carries out steps on the writing connection: what comes together is committed together, each step in a savepoint of its own; where that
/// fails as a whole, each is carried out alone, and again where another process was in the way. Whoever waits is answered after the commit.
/// </summary>
/// <param name="random">Spreads the repetitions of processes that met.</param>
internal sealed class StepTransactions(OpenConnection connection, IClock clock, Random random, CrashPoint crash, Action wakeSleepers)
{
    private const int Repetitions = 5;

    public async Task CarryOutAsync(List<WriteStep> together)
    {
        if (together.Count < 2 || !CarriedOutTogether(together))
        {
            foreach (var step in together)
            {
                await CarryOutAloneAsync(step);
            }
        }
    }

    /// <summary>False: nothing was written and nobody answered. Each is to be tried alone, where its own trouble is told to it alone.</summary>
    private bool CarriedOutTogether(List<WriteStep> together)
    {
        var refused = new Dictionary<WriteStep, Exception>();
        WriteTransaction transaction;
        try
        {
            transaction = Begin();
            foreach (var step in together)
            {
                if (Trouble(step, transaction) is { } trouble)
                {
                    refused.Add(step, trouble);
                }
            }

            var done = together.Where(step => !refused.ContainsKey(step)).ToList();
            done.ForEach(step => Crash(step.Manner.BeforeCommit));
            connection.Statement("COMMIT").Execute();
        }
        catch
        {
            RollBack();
            return false;
        }

        Answer(together, refused, transaction);
        return true;
    }

    private Exception? Trouble(WriteStep step, WriteTransaction transaction)
    {
        connection.Statement("SAVEPOINT step").Execute();
        try
        {
            step.CarryOut(transaction);
            connection.Statement("RELEASE step").Execute();
            return null;
        }
        catch (Exception trouble) when (connection.IsInTransaction && !IsBusy(trouble))
        {
            connection.Statement("ROLLBACK TO step").Execute();
            connection.Statement("RELEASE step").Execute();
            return trouble;
        }
    }

    private async Task CarryOutAloneAsync(WriteStep step)
    {
        for (var repetition = 0; ; repetition++)
        {
            WriteTransaction transaction;
            try
            {
                transaction = CarryOutAlone(step);
            }
            catch (SqliteException busy) when (IsBusy(busy) && repetition < Repetitions)
            {
                RollBack();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 50 << repetition)), CancellationToken.None);
                continue;
            }
            catch (Exception trouble)
            {
                RollBack();
                step.Fail(trouble);
                return;
            }

            // Outside of the try: what is committed is never told as failed.
            Answer([step], [], transaction);
            return;
        }
    }

    private WriteTransaction CarryOutAlone(WriteStep step)
    {
        if (step.Manner.IsOutside)
        {
            var outside = new WriteTransaction(connection, clock.GetCurrentInstant());
            step.CarryOut(outside);
            return outside;
        }

        var transaction = Begin();
        step.CarryOut(transaction);
        Crash(step.Manner.BeforeCommit);
        connection.Statement("COMMIT").Execute();
        return transaction;
    }

    private void Answer(List<WriteStep> together, Dictionary<WriteStep, Exception> refused, WriteTransaction transaction)
    {
        foreach (var step in together)
        {
            Crash(refused.ContainsKey(step) ? null : step.Manner.AfterCommit);
        }

        if (transaction.WakesSleepers)
        {
            WakeSleepers();
        }

        foreach (var step in together)
        {
            if (refused.TryGetValue(step, out var trouble))
            {
                step.Fail(trouble);
            }
            else
            {
                step.Answer();
            }
        }
    }

    private void WakeSleepers()
    {
        try
        {
            wakeSleepers();
        }
        catch
        {
            // A waking is a hint: the step is committed, and whoever sleeps looks again by itself before long.
        }
    }

    /// <summary>IMMEDIATE: a deferred transaction that turns from reading to writing fails at once where another has written.</summary>
    private WriteTransaction Begin()
    {
        if (connection.IsInTransaction)
        {
            // The last one could not be rolled back. Where it still cannot, the step learns why.
            connection.Statement("ROLLBACK").Execute();
        }

        connection.Statement("BEGIN IMMEDIATE").Execute();
        return new WriteTransaction(connection, clock.GetCurrentInstant());
    }

    /// <summary>Never throws: why there is something to roll back is what has to be told. <see cref="Begin"/> tries again.</summary>
    private void RollBack()
    {
        try
        {
            if (connection.IsInTransaction)
            {
                connection.Statement("ROLLBACK").Execute();
            }
        }
        catch
        {
            // The next step meets it in Begin.
        }
    }

    private void Crash(string? place)
    {
        if (place is not null)
        {
            crash(place);
        }
    }

    private static bool IsBusy(Exception trouble) =>
        trouble is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED };
}
