using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Prerequisites;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>The queue as workers see it.</summary>
internal sealed class InMemoryRunQueue(MemorySteps steps, MemoryTables tables) : IRunQueue
{
    private RunTable Runs => tables.Runs;

    /// <summary>Wakes sleepers only where an overlap ended something: its successors may start.</summary>
    public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(ClaimRequest claim, CancellationToken cancel)
    {
        var (claimed, _) = await steps.ChangeAsync(
            now => claim.Places > 0 && !tables.IsAbsence(now) ? Claim(claim, now) : (Claimed: [], Skipped: 0), answer => answer.Skipped > 0, cancel);
        return claimed;
    }

    public Task<IReadOnlyList<RenewedLease>> RenewAsync(IReadOnlyList<HeldLease> held, Duration leaseFor, CancellationToken cancel) =>
        steps.QuietlyAsync<IReadOnlyList<RenewedLease>>(
            now => [.. held.Select(lease => Renew(lease, now, now + leaseFor)).OfType<RenewedLease>()], cancel);

    public Task<IReadOnlyList<EndedAttempt>> FinishAsync(IReadOnlyList<AttemptToEnd> ended, CancellationToken cancel)
    {
        AttemptRules.Check(ended);
        return steps.ChangeAsync(now => Finish(ended, now), answers => answers.Any(answer => answer.After is not null), cancel);
    }

    public Task<IReadOnlyList<RescuedRun>> RescueAsync(int maxLost, int atMost, CancellationToken cancel) =>
        steps.ChangeAsync<IReadOnlyList<RescuedRun>>(
            now => tables.IsAbsence(now) ? [] : Rescue(maxLost, atMost, now), rescued => rescued.Count > 0, cancel);

    public Task<IReadOnlyList<ExpiredRun>> ExpireAsync(int atMost, CancellationToken cancel) =>
        steps.ChangeAsync<IReadOnlyList<ExpiredRun>>(now => tables.IsAbsence(now) ? [] : Expire(atMost, now), expired => expired.Count > 0, cancel);

    public Task<Instant?> NextWakeAsync(IReadOnlyCollection<string> executors, CancellationToken cancel) =>
        steps.QuietlyAsync(now => NextWake(executors, now), cancel);

    public Task<int> ReconcileAsync(int atMost, CancellationToken cancel) =>
        steps.ChangeAsync(now => tables.Edges.Reconcile(atMost, now), repaired => repaired > 0, cancel);

    private (List<ClaimedRun> Claimed, int Skipped) Claim(ClaimRequest claim, Instant now)
    {
        var (taken, skipped) = ChooseFor(claim, now);
        var claimed = taken.Select(run => Lease(run, claim, now)).ToList();
        var node = new Actor(claim.Node.Value);
        var ended = skipped.Select(run => tables.Changes.Make(run, new RunChange.Overlap(), now, node)).OfType<StoredRun>().ToList();
        tables.Edges.Meet(ended, now);
        return (claimed, ended.Count);
    }

    /// <summary>Running ones are counted once per routine, with those that this claim takes.</summary>
    private (List<StoredRun> Taken, List<StoredRun> Skipped) ChooseFor(ClaimRequest claim, Instant now)
    {
        var (taken, skipped, running) = (new List<StoredRun>(), new List<StoredRun>(), new Dictionary<RoutineKey, int>());
        foreach (var run in Runs.Claimable.DueBy(now, claim.Executors).Select(id => Runs[id]).Where(run => !run.Facts.HasExpiredBy(now)))
        {
            var count = running.TryGetValue(run.Row.Routine, out var counted) ? counted : Runs.RunningOf(run.Row.Routine);
            var choice = ClaimChoices.Decide(run.Facts.State, run.Row.MaxConcurrent, run.Row.Overlap, run.Bypass, count, skipped.Count);
            running[run.Row.Routine] = choice == ClaimChoice.Take ? count + 1 : count;
            if (choice != ClaimChoice.PassOver)
            {
                (choice == ClaimChoice.Take ? taken : skipped).Add(run);
            }

            if (taken.Count == claim.Places)
            {
                break;
            }
        }

        return (taken, skipped);
    }

    private ClaimedRun Lease(StoredRun run, ClaimRequest claim, Instant now)
    {
        var lease = new Lease(run.Row.Id, claim.Node, new FencingToken(++tables.LastToken), GrantedAt: now, LapsesAt: now + claim.LeaseFor);
        var facts = ((RunTransition.Changed)RunTransition.Decide(run.Facts, new RunChange.Claim(lease.Token), now)).Run;
        var row = run.Row with
        {
            Facts = facts, Attempts = run.Row.Attempts + 1, Node = claim.Node.Value, StartedAt = now, LapsesAt = lease.LapsesAt, Progress = null,
        };
        Runs.Put(run with { Row = row });
        return new ClaimedRun(lease, row.Attempts, row.Routine, row.Version, row.Executor, row.OrderDate, row.BaseDate, facts)
        {
            CalendarsAsOf = run.CalendarsAsOf, HasEdges = run.Edges.Count > 0,
        };
    }

    private RenewedLease? Renew(HeldLease held, Instant now, Instant until)
    {
        if (Runs.Find(held.Lease.Run) is not { } run || run.Facts.Token != held.Lease.Token)
        {
            return null;
        }

        Runs.Put(run with { Row = run.Row with { LapsesAt = until, Progress = StorableText.Of(held.Progress) ?? run.Row.Progress } });
        return new RenewedLease(held.Lease with { GrantedAt = now, LapsesAt = until }, run.Facts.HoldRequested, run.Facts.CancelRequested);
    }

    private IReadOnlyList<EndedAttempt> Finish(IReadOnlyList<AttemptToEnd> ended, Instant now)
    {
        var after = new StoredRun?[ended.Count];
        foreach (var (i, attempt) in ended.Index().OrderBy(entry => entry.Item.Lease.Run.Value))
        {
            after[i] = Runs.Find(attempt.Lease.Run) is { } run ? tables.Changes.EndAttempt(run, attempt.Change, attempt.Notes, now) : null;
            tables.Append(attempt.Lines);
        }

        tables.Edges.Meet(after.OfType<StoredRun>(), now);
        return [.. ended.Zip(after, (attempt, run) => new EndedAttempt(attempt.Lease.Run, run?.Facts))];
    }

    private List<RescuedRun> Rescue(int maxLost, int atMost, Instant now)
    {
        var lapsed = Runs.Running.Select(id => Runs[id]).Where(run => run.Row.LapsesAt <= now).Take(atMost).ToList();
        var rescued = lapsed.ConvertAll(run => tables.Changes.EndAttempt(run, new RunChange.Lapse(maxLost), AttemptNotes.None, now)!);
        tables.Edges.Meet(rescued, now);
        return [.. lapsed.Zip(rescued, (run, after) =>
            new RescuedRun(run.Row.Id, run.Row.Routine, run.Row.OrderDate, new NodeId(run.Row.Node!), run.Row.Attempts, after.Facts))];
    }

    private List<ExpiredRun> Expire(int atMost, Instant now)
    {
        var due = Runs.Expiring.TakeWhile(entry => entry.ExpiresAt <= now).Take(atMost).Select(entry => Runs[entry.Id]).ToList();
        var reasons = due.ConvertAll(run => Eligibility.Explain(WaitingRuns.Of(run, tables, now), now).Select(reason => reason.ToString()!).ToList());
        var expired = due.Zip(reasons, (run, unmet) => tables.Changes.Make(run, new RunChange.Expire(unmet), now, Actor.Scheduler)!).ToList();
        tables.Edges.Meet(expired, now);
        return expired.ConvertAll(run => new ExpiredRun(run.Row.Id, run.Row.Routine, run.Row.OrderDate, run.Facts));
    }

    private Instant? NextWake(IReadOnlyCollection<string> executors, Instant now)
    {
        var expiring = Runs.Expiring.GetViewBetween((now, long.MaxValue), (Instant.MaxValue, long.MaxValue));
        Instant?[] ahead =
        [
            Runs.Claimable.FirstDueAfter(now, executors),
            expiring.Count > 0 ? expiring.Min.ExpiresAt : null,
            Runs.Running.Select(id => Runs[id].Row.LapsesAt).Where(lapsesAt => lapsesAt > now).Min(),
        ];
        return ahead.Min();
    }
}
