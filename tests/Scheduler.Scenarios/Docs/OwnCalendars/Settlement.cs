using RoutineScheduler.Execution;

namespace RoutineScheduler.Scenarios.Docs.OwnCalendars;

/// <summary>The parameters of docs/guides/calendars.md, line for line.</summary>
public sealed record Settlement : INamesCalendars
{
    public required string Market { get; init; }

    IEnumerable<string> INamesCalendars.Calendars => [Market];
}
