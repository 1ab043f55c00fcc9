using System.Globalization;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// The bytes as they come: tells the deadline of each, knows the last eight, and turns a cut into an outcome. HttpClient itself throws where a
/// body ends before its length or its last chunk.
/// </summary>
internal sealed class WireStream(Stream inner, long? announced, bool isChunked, string shown, Deadline deadline) : Stream
{
    private long received;

    public long? Announced => announced;

    public bool EndIsMarked => announced is not null || isChunked;

    /// <summary>The last eight bytes so far, fewer where there were fewer.</summary>
    public byte[] Tail { get; private set; } = [];

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
        Remember(buffer.Span[..read]);
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

    private void Remember(ReadOnlySpan<byte> bytes) => Tail = bytes.Length >= 8 ? bytes[^8..].ToArray() : LastEight([.. Tail, .. bytes]);

    private static byte[] LastEight(byte[] bytes) => bytes.Length <= 8 ? bytes : bytes[^8..];

    private DownloadEndsException Cut(string how)
    {
        var of = announced is { } all ? string.Create(CultureInfo.InvariantCulture, $" of {all}") : "";
        return DownloadEndsException.Transient(
            string.Create(CultureInfo.InvariantCulture, $"{shown} was cut after {received}{of} bytes: {how.TrimEnd('.')}. Nothing was kept."));
    }
}
