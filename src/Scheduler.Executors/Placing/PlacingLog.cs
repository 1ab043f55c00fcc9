using Microsoft.Extensions.Logging;

namespace RoutineScheduler.Executors.Placing;

/// <summary>Every message about what attempts leave behind. Event ids are public API: none is changed or used again.</summary>
internal static partial class PlacingLog
{
    [LoggerMessage(EventId = 6107, Level = LogLevel.Warning, Message = "{Path} could not be deleted; the next attempt tries again")]
    public static partial void NotDeleted(this ILogger log, Exception trouble, string path);

    [LoggerMessage(EventId = 6110, Level = LogLevel.Information, Message = "{Path} belongs to an attempt that still lives; left alone")]
    public static partial void LeftAlone(this ILogger log, string path);

    [LoggerMessage(EventId = 6108, Level = LogLevel.Warning, Message = "Deleted {Path}, left by an attempt that did not end")]
    public static partial void DeletedLeftover(this ILogger log, string path);
}
