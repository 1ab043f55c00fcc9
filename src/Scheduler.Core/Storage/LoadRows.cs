using NodaTime;
using RoutineScheduler.Journal;

namespace RoutineScheduler.Storage;

/// <summary>A date's row, and its decisions as they are stored.</summary>
internal static class LoadRows
{
    private static readonly LoadCounts NoCounts = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static LoadRow Loaded(DayLoad load, LoadCounts counts, Instant now) => new(
        load.Date, load.Undecided.Count == 0 ? LoadState.Loaded : LoadState.LoadedWithErrors, load.PlanHash, StaleHash: null, now, load.Trigger,
        StorableText.Of(load.Actor), counts, Reason: null, load.IncludesEarlier);

    public static LoadRow Skipped(LocalDate date, string reason, Actor actor, Instant now) =>
        new(
            date, LoadState.Skipped, Hash: "", StaleHash: null, now, Trigger: "CatchUp", StorableText.Of(actor), NoCounts, StorableText.Of(reason),
            IncludesEarlier: false);

    /// <summary>One row per distinct set of reasons, ordered by the reasons; the routines by their keys.</summary>
    public static IReadOnlyList<DecidedAgainst> Distinct(IReadOnlyList<DecidedAgainst> against) =>
    [
        .. against.GroupBy(decided => string.Join('\n', decided.Reasons), StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new DecidedAgainst(
                same.First().Reasons,
                [.. same.SelectMany(decided => decided.Routines).Distinct().OrderBy(routine => routine.Value, StringComparer.Ordinal)])),
    ];
}
