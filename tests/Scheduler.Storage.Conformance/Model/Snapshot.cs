using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Conformance.Model;

/// <summary>Everything that can be asked of a store, as text, with numbers instead of ids.</summary>
internal static class Snapshot
{
    public static async Task<string> RunsAsync(IStorage storage, Func<RunId, int> numberOf, CancellationToken cancel)
    {
        var rows = await storage.Queries.ListAsync(new RunFilter { Limit = int.MaxValue }, cancel);
        var unmet = await storage.Queries.UnmetAsync([.. rows.Select(row => row.Id)], cancel);
        var counts = await storage.Queries.CountAsync(new RunFilter(), cancel);
        var byDue = await storage.Queries.ListAsync(new RunFilter { Limit = int.MaxValue, Order = RunOrder.ByDue }, cancel);
        var absence = await storage.Nodes.FindOpenAbsenceAsync(cancel);
        return string.Join('\n',
        [
            .. rows.Select(row =>
                $"{Of(row, numberOf)} unmet: {string.Join(", ", unmet[row.Id].Select(reason => reason.ToString()).Order(StringComparer.Ordinal))}"),
            .. counts.Where(count => count.Value > 0).OrderBy(count => count.Key).Select(count => $"{count.Key}: {count.Value}"),
            $"by due: {string.Join(' ', byDue.Select(row => numberOf(row.Id)))}",
            $"next wake: {await storage.Queue.NextWakeAsync(["load", "copy"], cancel)}",
            $"absence: {absence?.From} {absence?.Until}",
        ]);
    }

    public static async Task<string> RecordsAsync(IStorage storage, Func<RunId, int> numberOf, CancellationToken cancel)
    {
        var lines = new List<string>();
        foreach (var row in await storage.Queries.ListAsync(new RunFilter { Limit = int.MaxValue }, cancel))
        {
            lines.AddRange((await storage.Queries.AttemptsAsync(row.Id, cancel)).Select(attempt => $"{numberOf(row.Id)}: {Of(attempt)}"));
            lines.AddRange((await storage.Queries.HistoryAsync(row.Id, cancel)).Select(entry => $"{numberOf(row.Id)}: {Of(entry)}"));
            lines.AddRange((await storage.Queries.ResultsForAsync(row.Id, cancel))
                .Select(result => $"{numberOf(row.Id)} reads {result.Predecessor}: {numberOf(result.Run)} {result.Result}"));
        }

        lines.AddRange(
            (await storage.Loads.ListAsync(NodaTime.LocalDate.MinIsoValue, NodaTime.LocalDate.MaxIsoValue, cancel)).Select(load => load.ToString()));
        return string.Join('\n', lines);
    }

    public static string Of(RunFacts facts, Func<RunId, int> numberOf)
    {
        var token = facts.Token is null ? (FencingToken?)null : new FencingToken(0);
        return (facts with { Token = token, Cause = Of(facts.Cause, numberOf) }).ToString();
    }

    private static string Of(RunRow row, Func<RunId, int> numberOf)
    {
        var unmetEdges = row.Facts.HasNotStarted() ? row.UnmetEdges : 0;   // of a run that has started or ended nobody asks for it
        var plain = row with
        {
            Id = new RunId(numberOf(row.Id)),
            Root = new RunId(numberOf(row.Root)),
            UnmetEdges = unmetEdges,
            Facts = Plain(row.Facts),
        };
        return $"{plain} {Of(row.Facts, numberOf)}";
    }

    /// <summary>Printed beside the row, with the causes' ids replaced.</summary>
    private static RunFacts Plain(RunFacts facts) => facts with { Token = null, Cause = null };

    private static EndCause? Of(EndCause? cause, Func<RunId, int> numberOf) => cause?.Name == "CaughtUpBy"
        ? EndCause.CaughtUpBy(new RunId(numberOf(new RunId(long.Parse(cause.Detail!, System.Globalization.CultureInfo.InvariantCulture)))))
        : cause;

    private static string Of(AttemptRecord attempt) =>
        $"attempt {attempt.Number} {attempt.Node} {attempt.StartedAt} {attempt.EndedAt} {attempt.End} {attempt.To} " +
        $"{attempt.Message} {attempt.Result}";

    /// <summary>Details of a rerun and of being caught up name ids.</summary>
    private static string Of(RunHistoryEntry entry) =>
        $"{entry.Change} {entry.From} {entry.To} {entry.At} {entry.Reason} {entry.Actor} " +
        $"{(entry.Change is "Rerun" or "CatchUp" ? "" : entry.Details)}";
}
