using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Conformance.Builders;

internal static class ALine
{
    public static LogEntry Saying(string message, RunId? run = null, LogLevel level = LogLevel.Information) => new()
    {
        At = Instant.FromUtc(2026, 3, 2, 12, 0), Level = level, Component = "tests", Template = message, Message = message, Run = run,
    };
}
