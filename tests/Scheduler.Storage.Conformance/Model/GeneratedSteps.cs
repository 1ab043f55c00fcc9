using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Conformance.Builders;

namespace RoutineScheduler.Storage.Conformance.Model;

/// <summary>Draws one operation after the other and does it to both.</summary>
internal sealed class GeneratedSteps(Random random, FakeClock clock, LocalDate day, StorePair pair)
{
    private static readonly Actor Clara = new("clara");
    private static readonly NodeId[] Nodes = [new("anna"), new("ben")];

    private readonly GeneratedPlan plan = new(random);
    private readonly List<(ClaimedRun Model, ClaimedRun Store)> leases = [];

    private Instant Now => clock.GetCurrentInstant();

    public Task<string> DoOneAsync(CancellationToken cancel) => random.Next(20) switch
    {
        0 or 1 or 2 => LoadAsync(cancel),
        3 or 4 or 5 or 6 => ClaimAsync(cancel),
        7 or 8 or 9 => FinishAsync(cancel),
        10 or 11 => ActAsync(cancel),
        12 => OrderAsync(cancel),
        13 => RerunAsync(cancel),
        14 => RenewAsync(cancel),
        15 => RescueAsync(cancel),
        16 => ExpireAsync(cancel),
        17 => BeatAsync(cancel),
        18 => CloseAbsenceAsync(cancel),
        _ => Task.FromResult(Advance()),
    };

    private string Advance()
    {
        clock.Advance(Duration.FromMinutes(random.Next(1, 120)));
        return $"the clock says {Now}";
    }

    private Task<string> LoadAsync(CancellationToken cancel)
    {
        var load = plan.Load(AnyDate());
        var preview = random.Next(4) == 0;
        return pair.BothAsync(
            $"{(preview ? "preview" : "load")} {load.Date} {load.Runs.Count} runs",
            side => preview ? side.Storage.Loads.PreviewAsync(load, cancel) : side.Storage.Loads.LoadAsync(load, cancel),
            (outcome, side) => $"{outcome.Result} {outcome.Counts} {string.Join(' ', outcome.Changes.Select(change => Print(change, side)))}");
    }

    private async Task<string> ClaimAsync(CancellationToken cancel)
    {
        string[] executors = random.Next(3) switch { 0 => ["load"], 1 => ["copy"], _ => ["load", "copy"] };
        var claim = AClaim.By(Nodes[random.Next(2)], random.Next(1, 6), executors);
        var taken = new List<IReadOnlyList<ClaimedRun>>();
        var told = await pair.BothAsync(
            $"claim {claim.Places} by {claim.Node}",
            async side =>
            {
                taken.Add(await side.Storage.Queue.ClaimAsync(claim, cancel));
                return taken[^1];
            },
            (claimed, side) => string.Join(
                ' ', claimed.Select(run => $"{side.NumberOf(run.Lease.Run)}#{run.Number}{(run.HasEdges ? "e" : "")}@{run.CalendarsAsOf}")));
        leases.AddRange(taken[0].Zip(taken[1]));
        return told;
    }

    private Task<string> FinishAsync(CancellationToken cancel)
    {
        var ending = leases.Where(_ => random.Next(2) == 0).ToList();
        var kinds = ending.ConvertAll(_ => random.Next(8));
        leases.RemoveAll(ending.Contains);
        return pair.BothAsync(
            $"finish {ending.Count}",
            side => side.Storage.Queue.FinishAsync(
                [.. ending.Zip(kinds, (run, kind) => End(side.Storage == pair.Model ? run.Model : run.Store, kind))], cancel),
            (ended, side) => string.Join(' ', ended.Select(attempt => $"{side.NumberOf(attempt.Run)}={attempt.After?.State}")));
    }

    private static AttemptToEnd End(ClaimedRun run, int kind) => kind switch
    {
        0 => AnAttempt.ThatFailed(run),
        1 => AnAttempt.HandedBack(run),
        2 => AnAttempt.ToBeRetried(run, Duration.FromMinutes(5), maxTries: 2),
        3 => AnAttempt.By(run, new RunChange.FinishNotAvailable(run.Lease.Token, Duration.FromMinutes(20))),
        4 => AnAttempt.ThatSucceeded(run, $"{run.Number}"),
        _ => AnAttempt.ThatSucceeded(run),
    };

    private Task<string> ActAsync(CancellationToken cancel)
    {
        var runs = AnyRuns();
        RunChange change = random.Next(9) switch
        {
            0 or 1 => new RunChange.Hold(),
            2 => new RunChange.Release(),
            3 => new RunChange.Release(BypassWindow: true),
            4 => new RunChange.Cancel(),
            5 => new RunChange.Skip(),
            6 => new RunChange.Accept(),
            7 => new RunChange.StartNow((Bypass)random.Next(16)),
            _ => new RunChange.Reprioritise(random.Next(40)),
        };
        return pair.BothAsync(
            $"{change} of {string.Join(' ', runs)}",
            side => side.Storage.Actions.ActAsync(new RunSelection([.. runs.Select(side.IdOf)]), change, Clara, "because", cancel),
            (outcome, side) => $"{outcome.Selected} {Print(outcome.Touched, side)} {Print(outcome.Refused, side)}");
    }

    private static string Print(IEnumerable<TouchedRun> touched, Side side) =>
        string.Join(' ', touched.Select(run => $"{side.NumberOf(run.Run)}:{run.From}-{run.To}-{run.Changed}").Order(StringComparer.Ordinal));

    private static string Print(IEnumerable<RefusedRun> refused, Side side) =>
        string.Join(' ', refused.Select(run => $"{side.NumberOf(run.Run)}:{run.Code}").Order(StringComparer.Ordinal));

    private Task<string> OrderAsync(CancellationToken cancel)
    {
        var order = plan.Order(plan.Any(), AnyDate(), Now, random.Next(3) == 0 ? $"key-{random.Next(4)}" : null);
        return pair.BothAsync(
            $"order {order.Terms.Routine} {order.OrderDate} {order.Key}", side => side.Storage.Actions.OrderAsync(order, Clara, "because", cancel),
            (made, side) => $"{side.NumberOf(made.Run)} {made.IsNew}");
    }

    private async Task<string> RerunAsync(CancellationToken cancel)
    {
        if (pair.Count == 0)
        {
            return "nothing to rerun";
        }

        var number = random.Next(pair.Count);
        var row = (await pair.Model.Queries.FindAsync(pair.InModel(number), cancel))!;
        var template = plan.Order(row.Routine.Value, row.OrderDate, Now, key: null);
        return await pair.BothAsync(
            $"rerun {number}", side => side.Storage.Actions.RerunAsync(
                new RunSelection([side.IdOf(number)]), (_, _, _) => template, Clara, "again", cancel),
            (made, side) => string.Join(' ', [.. made.Made.Select(run => side.NumberOf(run.Run)), .. made.Refused.Select(run => run.Code)]));
    }

    private Task<string> RenewAsync(CancellationToken cancel)
    {
        var held = leases.Where(_ => random.Next(2) == 0).ToList();
        return pair.BothAsync(
            $"renew {held.Count}",
            side => side.Storage.Queue.RenewAsync(
                [.. held.Select(run => new HeldLease((side.Storage == pair.Model ? run.Model : run.Store).Lease))], Duration.FromMinutes(10), cancel),
            (renewed, side) => string.Join(
                ' ',
                renewed.Select(lease => $"{side.NumberOf(lease.Lease.Run)}:{lease.HoldRequested}:{lease.CancelRequested}")
                    .Order(StringComparer.Ordinal)));
    }

    private Task<string> RescueAsync(CancellationToken cancel) => pair.BothAsync(
        "rescue", side => side.Storage.Queue.RescueAsync(maxLost: 2, atMost: 3, cancel),
        (rescued, side) => string.Join(' ', rescued.Select(run => $"{side.NumberOf(run.Run)}:{run.Node}:{run.Number}:{run.After.State}")));

    private Task<string> ExpireAsync(CancellationToken cancel) => pair.BothAsync(
        "expire", side => side.Storage.Queue.ExpireAsync(atMost: 5, cancel),
        (expired, side) => string.Join(' ', expired.Select(run => $"{side.NumberOf(run.Run)}:{run.After.State}")));

    private Task<string> BeatAsync(CancellationToken cancel)
    {
        var beat = ABeat.Of(Nodes[random.Next(2)]);
        return pair.BothAsync(
            $"beat of {beat.Node}", side => side.Storage.Nodes.BeatAsync(beat, Duration.FromHours(2), cancel), (answer, _) => Print(answer));
    }

    private Task<string> CloseAbsenceAsync(CancellationToken cancel) => pair.BothAsync(
        "close the absence",
        async side => await side.Storage.Nodes.FindOpenAbsenceAsync(cancel) is { } open
            ? await side.Storage.Nodes.CloseAbsenceAsync(open, Clara, cancel)
            : null,
        (outcome, side) => outcome is null
            ? "none"
            : $"kept {Print(outcome.Kept, side)}, missed {Print(outcome.Missed, side)}, moved {outcome.MovedBounds}");

    private LocalDate AnyDate() => day.PlusDays(random.Next(-1, 2));

    private int[] AnyRuns() => pair.Count == 0 ? [] : [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(pair.Count)).Distinct()];

    private static string Print(LoadChange change, Side side) =>
        $"{change.Kind}:{(change.Run is { } run ? side.NumberOf(run) : null)}:{change.Routine}:{change.FromSlot}:{change.ToSlot}";

    private static string Print(BeatAnswer answer) => $"{answer.Now} {answer.LastBeatAt} {answer.OpenAbsence?.From} {answer.OpenAbsence?.Until}";

    private static string Print(IEnumerable<RunId> runs, Side side) => string.Join(' ', runs.Select(side.NumberOf).Order());
}
