using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>
/// What has changed from one plan to another. Runs pair as a reload pairs them: same slot first, what is left in the order of time.
/// </summary>
/// <param name="Changes">By date, runs before reasons, then in the order of the routines' keys.</param>
internal sealed record PlanDiff(IReadOnlyList<PlanChange> Changes)
{
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Both of the same dates, in the same order.</summary>
    /// <exception cref="ArgumentException">The dates differ.</exception>
    public static PlanDiff Between(IEnumerable<DayPlan> before, IEnumerable<DayPlan> now)
    {
        var changes = new List<PlanChange>();
        using var after = now.GetEnumerator();
        foreach (var day in before)
        {
            if (!after.MoveNext())
            {
                throw new ArgumentException($"The plan to compare with ends before {day.Date:uuuu-MM-dd}.", nameof(now));
            }

            changes.AddRange(Between(day, after.Current).Changes);
        }

        return after.MoveNext()
            ? throw new ArgumentException($"The earlier plan has no {after.Current.Date:uuuu-MM-dd}.", nameof(before))
            : new PlanDiff(changes);
    }

    /// <inheritdoc cref="Between(IEnumerable{DayPlan}, IEnumerable{DayPlan})"/>
    public static PlanDiff Between(DayPlan before, DayPlan now)
    {
        if (before.Date != now.Date)
        {
            throw new ArgumentException(
                $"{before.Date:uuuu-MM-dd} cannot be compared with {now.Date:uuuu-MM-dd}: plans of one date can.", nameof(now));
        }

        var (whyNotBefore, whyNotNow) = (ByRoutine(before), ByRoutine(now));
        return new PlanDiff([.. OfRuns(before, now, whyNotBefore, whyNotNow), .. OfReasons(now.Date, whyNotBefore, whyNotNow)]);
    }

    private static IEnumerable<PlanChange> OfRuns(
        DayPlan before, DayPlan now, Dictionary<RoutineKey, PlannedAgainst> whyNotBefore, Dictionary<RoutineKey, PlannedAgainst> whyNotNow)
    {
        var (i, j) = (0, 0);
        while (i < before.Runs.Count || j < now.Runs.Count)
        {
            var key = Earlier(before.Runs, i, now.Runs, j);
            var (old, current) = (Take(before.Runs, key, ref i), Take(now.Runs, key, ref j));
            foreach (var change in OfRoutine(old, current, TextsOf(whyNotBefore, key), TextsOf(whyNotNow, key)))
            {
                yield return change;
            }
        }
    }

    private static IEnumerable<PlanChange> OfRoutine(
        List<PlannedRun> old, List<PlannedRun> current, IReadOnlyList<string> whyNotBefore, IReadOnlyList<string> whyNotNow)
    {
        var same = old.Join(current, run => run.Slot, run => run.Slot, (from, to) => (from, to)).ToList();
        foreach (var (from, to) in same.Where(pair => pair.from.DueAt != pair.to.DueAt || pair.from.BaseDate != pair.to.BaseDate))
        {
            yield return new PlanChange.Moved(from, to);
        }

        var gone = new Queue<PlannedRun>(old.ExceptBy(same.Select(pair => pair.from.Slot), run => run.Slot));
        foreach (var run in current.ExceptBy(same.Select(pair => pair.to.Slot), run => run.Slot))
        {
            yield return gone.TryDequeue(out var from) ? new PlanChange.Moved(from, run) : new PlanChange.Added(run, whyNotBefore);
        }

        foreach (var run in gone)
        {
            yield return new PlanChange.Removed(run, whyNotNow);
        }
    }

    private static IEnumerable<PlanChange> OfReasons(
        LocalDate date, Dictionary<RoutineKey, PlannedAgainst> before, Dictionary<RoutineKey, PlannedAgainst> now) =>
        from pair in now.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal)
        where before.ContainsKey(pair.Key) && !before[pair.Key].Texts.SequenceEqual(pair.Value.Texts)
        select new PlanChange.OtherReasons(pair.Key, date, before[pair.Key].Texts, pair.Value.Texts);

    private static Dictionary<RoutineKey, PlannedAgainst> ByRoutine(DayPlan plan) =>
        plan.Against.SelectMany(group => group.Routines, (group, routine) => (routine, group)).ToDictionary(pair => pair.routine, pair => pair.group);

    private static IReadOnlyList<string> TextsOf(Dictionary<RoutineKey, PlannedAgainst> reasons, RoutineKey key) =>
        reasons.TryGetValue(key, out var group) ? group.Texts : [];

    private static RoutineKey Earlier(IReadOnlyList<PlannedRun> old, int i, IReadOnlyList<PlannedRun> current, int j)
    {
        if (i == old.Count || j == current.Count)
        {
            return i == old.Count ? current[j].Terms.Routine : old[i].Terms.Routine;
        }

        var (left, right) = (old[i].Terms.Routine, current[j].Terms.Routine);
        return string.CompareOrdinal(left.Value, right.Value) <= 0 ? left : right;
    }

    private static List<PlannedRun> Take(IReadOnlyList<PlannedRun> runs, RoutineKey key, ref int next)
    {
        var taken = new List<PlannedRun>();
        for (; next < runs.Count && runs[next].Terms.Routine == key; next++)
        {
            taken.Add(runs[next]);
        }

        return taken;
    }
}
