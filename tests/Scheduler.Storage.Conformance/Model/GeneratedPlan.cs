using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Conformance.Builders;

namespace RoutineScheduler.Storage.Conformance.Model;

/// <summary>Plans, orders and edges for a handful of routines, so that sequences meet each other often.</summary>
internal sealed class GeneratedPlan(Random random)
{
    private static readonly string[] Routines = ["a", "b", "c", "d", "e"];

    private int loads;

    public DayLoad Load(LocalDate date)
    {
        var runs = Routines.SelectMany((routine, index) => Slots(routine, index, date)).ToList();
        return ALoad.On(date, $"plan-{++loads}", runs) with
        {
            CalendarsAsOf = loads,
            FutureOnly = random.Next(3) == 0,
            IncludesEarlier = random.Next(3) == 0,
            Retired = random.Next(5) == 0 ? new HashSet<RoutineKey> { Any() } : [],
        };
    }

    public string Any() => Routines[random.Next(Routines.Length)];

    public RunToOrder Order(string routine, LocalDate date, Instant now, string? key)
    {
        var index = Array.IndexOf(Routines, routine);
        var order = AnOrder.Of(routine, date, key, [.. Edges(index, date)]);
        var bounds = order.Bounds.Late(now - date.AtMidnight().InUtc().ToInstant());
        return order with
        {
            Terms = Terms(routine, index),
            Bounds = bounds,
            DueAt = random.Next(2) == 0 ? null : now + Duration.FromMinutes(random.Next(90)),
        };
    }

    private IEnumerable<PlannedRun> Slots(string routine, int index, LocalDate date)
    {
        if (random.Next(4) == 0)
        {
            yield break;
        }

        var (terms, edges) = (Terms(routine, index), Edges(index, date).ToArray());
        foreach (var hour in Enumerable.Range(10, 5).Where(_ => random.Next(3) == 0))
        {
            var due = date.AtMidnight().InUtc().ToInstant() + Duration.FromHours(hour);
            var planned = APlannedRun.DueAt(due, routine, date, random.Next(4) == 0 ? Duration.FromHours(1) : null, edges) with { Terms = terms };
            yield return random.Next(3) == 0 ? planned.WindowUntil(due + Duration.FromHours(random.Next(1, 4))) : planned;
        }
    }

    private RunTerms Terms(string routine, int index) => new(
        routine, random.Next(1, 4), index % 2 == 0 ? "load" : "copy", random.Next(3) * 10, random.Next(3) == 0 ? null : random.Next(1, 3),
        (OverlapPolicy)random.Next(2), (CatchUpPolicy)random.Next(3));

    /// <summary>To routines before it on the same date, or to any on the date before: never a circle.</summary>
    private IEnumerable<PlannedEdge> Edges(int index, LocalDate date)
    {
        for (var number = 0; number < random.Next(3); number++)
        {
            var isSame = index > 0 && random.Next(3) > 0;
            yield return AnEdge.To(
                isSame ? Routines[random.Next(index)] : Any(), isSame ? date : date.PlusDays(-1), (EdgeRequirement)random.Next(3),
                (IfNotPlanned)random.Next(2), number);
        }
    }
}
