using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Journal;

/// <summary>The row of run history that an accepted change writes.</summary>
internal static class HistoryOf
{
    /// <param name="reason">As a person gave it; null where a rule acted.</param>
    /// <param name="node">Null where no node is known to have done it.</param>
    public static RunHistoryEntry Change(
        RunId run, RunFacts before, RunChange change, RunFacts after, Instant at, string? reason, Actor actor, string? node = null) =>
        new(
            run, at, before.State, after.State, ChangeNames.Of(change), Details(before, change, after), StorableText.Of(reason),
            StorableText.Of(actor), node);

    /// <summary>On the run that was rerun, which stays as it is.</summary>
    public static RunHistoryEntry Rerun(RunId run, RunFacts facts, RunId rerun, Instant at, string? reason, Actor actor) =>
        new(run, at, facts.State, facts.State, ChangeNames.Rerun, AsRun(rerun), StorableText.Of(reason), StorableText.Of(actor), null);

    /// <summary>Whether this row says that the other run was made from this one.</summary>
    public static bool IsRerunAs(RunHistoryEntry entry, RunId rerun) => entry.Change == ChangeNames.Rerun && entry.Details == AsRun(rerun);

    /// <summary>On a run that was ordered: its first row.</summary>
    public static RunHistoryEntry Order(RunId run, RunFacts facts, Instant at, string? reason, Actor actor) =>
        new(run, at, facts.State, facts.State, ChangeNames.Order, null, StorableText.Of(reason), StorableText.Of(actor), null);

    private static string AsRun(RunId rerun) => $"as run {rerun}";

    private static string? Details(RunFacts before, RunChange change, RunFacts after)
    {
        string?[] told =
        [
            change is RunChange.StartNow { Bypass: not Bypass.None } start ? $"bypassing {start.Bypass}" : null,
            change is RunChange.Release { BypassWindow: true } ? $"bypassing {Bypass.Window}" : null,
            before.Priority != after.Priority ? $"priority {before.Priority} → {after.Priority}" : null,
            before.DueAt != after.DueAt ? $"due {before.DueAt} → {after.DueAt}" : null,
            Flag("HoldRequested", before.HoldRequested, after.HoldRequested),
            Flag("CancelRequested", before.CancelRequested, after.CancelRequested),
            Flag("NotInPlan", before.NotInPlan, after.NotInPlan),
            after.Cause is { } cause && cause != before.Cause ? cause.ToString() : null,
            (change as RunChange.ReloadGone)?.Why,
        ];
        var all = string.Join("; ", told.Where(text => text is not null));
        return all.Length == 0 ? null : all;
    }

    private static string? Flag(string name, bool before, bool after) => (before, after) switch
    {
        (false, true) => name,
        (true, false) => $"not {name}",
        _ => null,
    };
}
