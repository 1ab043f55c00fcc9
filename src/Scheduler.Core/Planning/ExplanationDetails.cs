using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Planning;

/// <summary>The lines below an explanation.</summary>
internal static class ExplanationDetails
{
    private static readonly LocalDateTimePattern ToMinutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");
    private static readonly LocalDateTimePattern ToSeconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    public static IEnumerable<string> Of(Decision decision, DateTimeZone zone)
    {
        if (decision.Undecided is { } undecided)
        {
            yield return $"undecided: {undecided.Detail}";
        }

        if (decision.IsProjected)
        {
            yield return "projected: a calendar has not been published for this year, its rules may change";
        }

        foreach (var run in decision.Runs.Take(1))
        {
            foreach (var line in OfRun(run, zone))
            {
                yield return line;
            }
        }

        foreach (var edge in decision.Runs.Count > 0 ? decision.Runs[0].Edges : [])
        {
            yield return $"waits for {edge.Predecessor} of {edge.Date:uuuu-MM-dd}: {edge.Requires}, if not planned {edge.IfNotPlanned}";
        }
    }

    /// <summary>As people read it: to the minute, with seconds where there are some.</summary>
    public static string Local(Instant instant, DateTimeZone zone)
    {
        var local = instant.InZone(zone).LocalDateTime;
        return (local.Second == 0 ? ToMinutes : ToSeconds).Format(local);
    }

    private static IEnumerable<string> OfRun(PlannedRun run, DateTimeZone zone)
    {
        if (run.DueAt != run.PlannedAt)
        {
            yield return $"planned {Local(run.PlannedAt, zone)}, due when the window opens, {Local(run.DueAt, zone)}";
        }

        if (run.BaseDate != run.OrderDate)
        {
            yield return $"base date {run.BaseDate:uuuu-MM-dd}";
        }

        yield return $"starts before {Local(run.Bounds.StartUntil, zone)}, else it is missed";
        yield return $"retries until {Local(run.Bounds.RetryUntil, zone)}, polls until {Local(run.Bounds.PollUntil, zone)}";
    }
}
