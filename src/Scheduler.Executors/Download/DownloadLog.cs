using Microsoft.Extensions.Logging;

namespace RoutineScheduler.Executors.Download;

/// <summary>Every message that downloads write. Event ids are public API: none is changed or used again.</summary>
internal static partial class DownloadLog
{
    [LoggerMessage(EventId = 6101, Level = LogLevel.Information, Message = "Asking {Url} for {Path}")]
    public static partial void Asks(this ILogger log, string url, string path);

    [LoggerMessage(EventId = 6102, Level = LogLevel.Information, Message = "{Url} answered {Status}")]
    public static partial void Answered(this ILogger log, string url, int status);

    [LoggerMessage(EventId = 6103, Level = LogLevel.Information, Message = "Kept {Path}: {Size} bytes, {Rows} rows, SHA-256 {Sha256}")]
    public static partial void Kept(this ILogger log, string path, long size, long rows, string sha256);

    [LoggerMessage(EventId = 6109, Level = LogLevel.Information, Message = "Kept {Path}: {Size} bytes, SHA-256 {Sha256}")]
    public static partial void KeptWithoutRows(this ILogger log, string path, long size, string sha256);

    [LoggerMessage(
        EventId = 6104, Level = LogLevel.Information,
        Message = "{Path} is there already, byte for byte ({Size} bytes, SHA-256 {Sha256}); left untouched")]
    public static partial void Unchanged(this ILogger log, string path, long size, string sha256);

    [LoggerMessage(EventId = 6105, Level = LogLevel.Information, Message = "Unzipped {Count} files into {Folder}, {Changed} of them new or changed")]
    public static partial void Unzipped(this ILogger log, int count, string folder, int changed);

    [LoggerMessage(EventId = 6106, Level = LogLevel.Information, Message = "There is no {Path} to compare with: NotSameAs holds")]
    public static partial void NothingToCompare(this ILogger log, string path);
}
