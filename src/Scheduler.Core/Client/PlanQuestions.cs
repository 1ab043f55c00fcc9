using NodaTime;
using RoutineScheduler.Loading;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <summary>What the definitions of now plan, and why.</summary>
internal static class PlanQuestions
{
    /// <exception cref="ArgumentException">No dates, or more than a year of them.</exception>
    public static void Check(PlanRequest request)
    {
        if (request.To < request.From || Period.DaysBetween(request.From, request.To) >= 366)
        {
            throw new ArgumentException($"A plan covers 1 to 366 dates; {request.From:R} to {request.To:R} does not.", nameof(request));
        }
    }

    public static async Task<PlanResponse> PlanAsync(PlanRequest request, ClientParts parts, CancellationToken cancel)
    {
        var inputs = await parts.Book.ReadAsync(cancel);
        foreach (var routine in request.Routines)
        {
            inputs.Require(routine);
        }

        var decisions = from decision in Asked(inputs.Planner, request)
                        where request.IncludeIgnored || decision.Runs.Count > 0
                        select decision.ToView(inputs);
        return new PlanResponse([.. decisions]);
    }

    /// <summary>By date, then by key. Only the routines that were asked for are planned; a retired one is in no plan.</summary>
    private static IEnumerable<Decision> Asked(Planner planner, PlanRequest request) => request.Routines.Count == 0
        ? planner.Plan(request.From, request.To).SelectMany(plan => plan.Decisions)
        : request.Routines.Distinct().Where(planner.Knows).SelectMany(routine => planner.PlanOne(routine, request.From, request.To))
            .OrderBy(decision => decision.OrderDate).ThenBy(decision => decision.Routine.Value, StringComparer.Ordinal);

    public static async Task<RoutineExplanation> ExplainAsync(
        RoutineKey routine, LocalDate date, ClientParts parts, CancellationToken cancel)
    {
        var inputs = await parts.Book.ReadAsync(cancel);
        inputs.Require(routine);
        var explained = inputs.PlannerOf(routine).Explain(routine, date);
        var runs = await RunQuestions.ListAsync(
            new RunQuery { Routines = [routine], From = date, To = date, Limit = 10_000 }, parts, cancel);
        var details = new List<RunDetails>();
        foreach (var run in runs.Take(RoutineExplanation.MostRuns))
        {
            details.Add((await RunQuestions.FindAsync(run.Id, parts, cancel))!);
        }

        var stored = (await parts.Storage.Loads.ReadDecisionsAsync(date, cancel)).FirstOrDefault(against => against.Routines.Contains(routine));
        var retired = inputs.Stored.TryGetValue(routine, out var known) ? known.RetiredAt : null;
        string[] gone = retired is { } at
            ? [$"retired since {ExplanationDetails.Local(at, ZoneOf(inputs, routine))}: no longer in the code"]
            : [];
        return new RoutineExplanation(
            explained.Decision.ToView(inputs), explained.NextDate, explained.NextAt, details, stored?.Reasons ?? [],
            string.Join("; ", [.. gone, explained.Text]), [.. gone, .. explained.Details])
        {
            RunsInAll = runs.Count,
            RetiredAt = retired,
            Explained = explained,
        };
    }

    private static DateTimeZone ZoneOf(PlanningInputs inputs, RoutineKey routine) =>
        DateTimeZoneProviders.Tzdb[inputs.Routines[routine].Zone ?? inputs.Settings.Zone];
}
