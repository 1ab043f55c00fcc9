using NodaTime;
using RoutineScheduler.Client;

namespace RoutineScheduler.Scenarios.Docs.FirstDay;

/// <summary>What docs/guides/first-day.md asks in code, line for line.</summary>
internal static class Asking
{
    public static async Task AskAsync(ISchedulerClient scheduler)
    {
        var why = await scheduler.ExplainAsync("download-b3", new LocalDate(2026, 11, 20));
        Console.WriteLine(why.Text);   // Holiday(b3, "Consciência Negra"); next: 2026-11-23 20:30
    }
}
