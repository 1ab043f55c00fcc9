using Microsoft.Extensions.Logging;

namespace RoutineScheduler.Executors.Load;

/// <summary>Every message of load-file. Event ids are public API: people alert on them, so none is changed or used again.</summary>
internal static partial class LoadLog
{
    [LoggerMessage(EventId = 7101, Level = LogLevel.Information,
        Message = "{File}: {Read} lines read, {New} new, {Updated} updated, {Unchanged} unchanged, {Ignored} ignored, {Rejected} rejected")]
    public static partial void Loaded(this ILogger log, string file, long read, long @new, long updated, long unchanged, long ignored, long rejected);

    [LoggerMessage(EventId = 7102, Level = LogLevel.Warning, Message = "{Rejected} lines were rejected; they stand with their reasons in {File}")]
    public static partial void LinesRejected(this ILogger log, long rejected, string file);

    [LoggerMessage(EventId = 7103, Level = LogLevel.Warning, Message = "{File} is loaded but could not be moved to {Folder}")]
    public static partial void NotMoved(this ILogger log, Exception trouble, string file, string folder);

    [LoggerMessage(EventId = 7104, Level = LogLevel.Warning,
        Message = "{Note}, in which an earlier attempt noted what it loaded, cannot be read; what is still there is loaded again")]
    public static partial void NoteUnreadable(this ILogger log, Exception trouble, string note);

    [LoggerMessage(EventId = 7105, Level = LogLevel.Warning, Message = "The rejected lines could not be written whole; there is no artifact of them")]
    public static partial void RejectsNotWritten(this ILogger log, Exception trouble);

    [LoggerMessage(EventId = 7106, Level = LogLevel.Warning, Message = "The scheduler's store does not answer; the load waits for it")]
    public static partial void StoreDoesNotAnswer(this ILogger log, Exception trouble);
}
