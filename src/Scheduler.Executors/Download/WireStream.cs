using System.Globalization;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// The bytes as they come: tells the deadline of each, and turns a cut into an outcome. HttpClient itself throws where a
/// body ends before its length or its last chunk.
/// </summary>
internal sealed class WireStream(Stream inner, long? announced, bool isChunked, string shown, Deadline deadline) : Stream
{
    private long received;

    public long? Announced => announced;

    public bool EndIsMarked => announced is not null || isChunked;

    public long Received => received;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancel);
        }
        catch (Exception trouble) when (trouble is IOException or HttpRequestException)
        {
            throw Cut(trouble.Message);
        }

        deadline.Heard();
        received += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancel) =>
        ReadAsync(buffer.AsMemory(offset, count), cancel).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private DownloadEndsException Cut(string how)
    {
        var of = announced is { } all ? string.Create(CultureInfo.InvariantCulture, $" of {all}") : "";
        return DownloadEndsException.Transient(
            string.Create(CultureInfo.InvariantCulture, $"{shown} was cut after {received}{of} bytes: {how.TrimEnd('.')}. Nothing was kept."));
    }
}
