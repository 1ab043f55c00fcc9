using System.Diagnostics;
using System.Globalization;

namespace RoutineScheduler.Executors.Download;

/// <summary>Takes in bodies, never more of one than is allowed.</summary>
internal static class Receiving
{
    /// <summary>Writes to disk, not only to its cache: a rename that survives a power cut must not name an empty file.</summary>
    public static async Task<FileFacts> ToFileAsync(
        AnswerBody body, string path, long maxBytes, DownloadProgress progress, string shown, CancellationToken cancel)
    {
        if (body.ExpectedLength > maxBytes)
        {
            throw TooLarge(shown, maxBytes, string.Create(CultureInfo.InvariantCulture, $"announces {body.ExpectedLength} bytes"));
        }

        var watch = Stopwatch.StartNew();
        using var measure = new FileMeasure();
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        var buffer = new byte[81_920];
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            measure.Append(buffer.AsSpan(0, read));
            if (measure.Size > maxBytes)
            {
                throw TooLarge(shown, maxBytes, "does not end there");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            progress.Received(measure.Size, watch.Elapsed);
        }

        file.Flush(flushToDisk: true);
        return measure.Facts();
    }

    /// <summary>For small answers.</summary>
    public static async Task<ReadOnlyMemory<byte>> ToMemoryAsync(AnswerBody body, int maxBytes, string shown, CancellationToken cancel)
    {
        var whole = new MemoryStream();
        var buffer = new byte[4_096];
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > maxBytes)
            {
                throw DownloadEndsException.Transient(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{shown} answered with more than {maxBytes} bytes where a short JSON with the file's address was expected."));
            }
        }

        return whole.ToArray();
    }

    private static DownloadEndsException TooLarge(string shown, long maxBytes, string how) => DownloadEndsException.Permanent(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{shown} may bring {maxBytes} bytes and {how}. " +
            $"Raise MaxBytes (the routine's, or the host's in DownloadOptions) where the file is that large."));
}
