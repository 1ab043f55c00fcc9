using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// An answer's content with its encoding undone. It ends where the server said it would, or with a <see cref="DownloadEndsException"/>.
/// </summary>
internal sealed class AnswerBody : IAsyncDisposable
{
    private readonly WireStream wire;
    private readonly Stream content;
    private readonly Crc32? check;
    private readonly string shown;
    private long length;

    private AnswerBody(WireStream wire, Stream content, bool isEncoded, string shown)
    {
        this.wire = wire;
        this.content = content;
        this.shown = shown;
        check = isEncoded ? new Crc32() : null;
    }

    /// <summary>Of the file itself; null where the server did not say, or spoke of its compressed form.</summary>
    public long? ExpectedLength => check is null ? wire.Announced : null;

    /// <summary>Whether a cut can be noticed at all: by length, by chunks or by the encoding's check sum.</summary>
    public bool EndIsMarked => wire.EndIsMarked || check is not null;

    public static async Task<AnswerBody> OpenAsync(HttpResponseMessage response, string shown, Deadline deadline)
    {
        var encodings = response.Content.Headers.ContentEncoding.Where(encoding => encoding != "identity").ToList();
        var isGzip = encodings is ["gzip" or "x-gzip"];
        if (encodings.Count > 0 && !isGzip)
        {
            throw DownloadEndsException.Permanent(
                $"{shown} answered with the content encoding '{string.Join(", ", encodings)}'; gzip or none was asked for.");
        }

        var wire = new WireStream(
            await response.Content.ReadAsStreamAsync(deadline.Token),
            response.Content.Headers.ContentLength,
            response.Headers.TransferEncodingChunked == true,
            shown,
            deadline);
        return new AnswerBody(wire, isGzip ? new GZipStream(wire, CompressionMode.Decompress) : wire, isGzip, shown);
    }

    /// <summary>0 at the end, and only where the content is whole.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            var read = await content.ReadAsync(buffer, cancel);
            length += read;
            check?.Append(buffer.Span[..read]);
            return read > 0 || check is null || IsWhole() ? read : throw Broken("is cut or changed");
        }
        catch (InvalidDataException)
        {
            throw Broken("is not what it claims to be, or is cut");
        }
    }

    public ValueTask DisposeAsync() => content.DisposeAsync();

    /// <summary>GZipStream takes a cut stream for a short one, so its last eight bytes (CRC-32 and size modulo 2³²) are compared here.</summary>
    private bool IsWhole() =>
        wire.Tail is { Length: 8 } tail
        && BinaryPrimitives.ReadUInt32LittleEndian(tail) == check!.Value
        && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(4)) == unchecked((uint)length);

    private DownloadEndsException Broken(string how) => DownloadEndsException.Transient(
        string.Create(CultureInfo.InvariantCulture, $"{shown} sent gzip that {how} (after {length} bytes of content). Nothing was kept."));
}
