using System.Globalization;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// The bytes as they come: tells the deadline of each, and turns a cut into an outcome. HttpClient itself throws where a
/// body ends before its length or its last chunk.
/// </summary>
internal sealed class WireStream(Stream inner, long? announced, bool isChunked, string shown, Deadline deadline) : ForwardStream(inner)
{
    private long received;

    public long? Announced => announced;

    public bool EndIsMarked => announced is not null || isChunked;

    public long Received => received;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        int read;
        try
        {
            read = await Inner.ReadAsync(buffer, cancel);
        }
        catch (Exception trouble) when (trouble is IOException or HttpRequestException)
        {
            throw Cut(trouble.Message);
        }

        deadline.Heard();
        received += read;
        return read;
    }

    private DownloadEndsException Cut(string how)
    {
        var of = announced is { } all ? string.Create(CultureInfo.InvariantCulture, $" of {all}") : "";
        return DownloadEndsException.Transient(
            string.Create(CultureInfo.InvariantCulture, $"{shown} was cut after {received}{of} bytes: {how.TrimEnd('.')}. Nothing was kept."));
    }
}
