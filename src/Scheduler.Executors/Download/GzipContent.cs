using System.IO.Compression;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// Undoes gzip, of one member or of several in a row (RFC 1952, 2.2). GZipStream holds each member's check sum against it but takes a cut
/// stream for a short one; so one more member, of our own, is sent after the last byte: only where it comes out again was nothing cut before it.
/// </summary>
internal sealed class GzipContent : IAsyncDisposable
{
    private static readonly byte[] Mark = "What precedes this is whole: what precedes this is whole.\0"u8.ToArray();
    private static readonly byte[] Member = Compressed(Mark);

    private readonly WireStream wire;
    private readonly GZipStream content;
    private readonly byte[] waiting = new byte[81_920 + Mark.Length];
    private int filled;

    public GzipContent(WireStream wire)
    {
        this.wire = wire;
        content = new GZipStream(new Followed(wire, Member), CompressionMode.Decompress);
    }

    /// <summary>0 at the end, and only where the content is whole.</summary>
    /// <exception cref="InvalidDataException">It is no gzip, or is cut or changed.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        while (filled <= Mark.Length)   // what may be the mark is held back
        {
            var read = await content.ReadAsync(waiting.AsMemory(filled), cancel);
            if (read == 0)
            {
                return IsWhole() ? 0 : throw new InvalidDataException("cut");
            }

            filled += read;
        }

        var given = Math.Min(buffer.Length, filled - Mark.Length);
        waiting.AsMemory(0, given).CopyTo(buffer);
        waiting.AsSpan(given, filled - given).CopyTo(waiting);
        filled -= given;
        return given;
    }

    public ValueTask DisposeAsync() => content.DisposeAsync();

    private bool IsWhole() => wire.Received > 0 && waiting.AsSpan(0, filled).SequenceEqual(Mark);

    private static byte[] Compressed(byte[] content)
    {
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return whole.ToArray();
    }

    /// <summary>A stream, and then a few bytes more.</summary>
    private sealed class Followed(Stream first, byte[] then) : ForwardStream(first)
    {
        private int given = -1;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
        {
            if (given < 0 && await Inner.ReadAsync(buffer, cancel) is > 0 and var read)
            {
                return read;
            }

            given = Math.Max(given, 0);
            var rest = Math.Min(buffer.Length, then.Length - given);
            then.AsSpan(given, rest).CopyTo(buffer.Span);
            given += rest;
            return rest;
        }
    }
}
