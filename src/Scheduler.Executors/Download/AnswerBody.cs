using System.Globalization;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// An answer's content with its encoding undone. It ends where the server said it would, or with a <see cref="DownloadEndsException"/>.
/// </summary>
internal sealed class AnswerBody : IAsyncDisposable
{
    private readonly WireStream wire;
    private readonly GzipContent? gzip;
    private readonly string shown;
    private long length;

    private AnswerBody(WireStream wire, bool isGzip, string shown)
    {
        this.wire = wire;
        this.shown = shown;
        gzip = isGzip ? new GzipContent(wire) : null;
    }

    /// <summary>Of the file itself; null where the server did not say, or spoke of its compressed form.</summary>
    public long? ExpectedLength => gzip is null ? wire.Announced : null;

    /// <summary>Whether a cut can be noticed at all: by length, by chunks or by the encoding's check sum.</summary>
    public bool EndIsMarked => wire.EndIsMarked || gzip is not null;

    public static async Task<AnswerBody> OpenAsync(HttpResponseMessage response, string shown, Deadline deadline)
    {
        var encodings = response.Content.Headers.ContentEncoding.Where(encoding => !Is(encoding, "identity")).ToList();
        var isGzip = encodings is [var only] && (Is(only, "gzip") || Is(only, "x-gzip"));
        if (encodings.Count > 0 && !isGzip)
        {
            throw DownloadEndsException.Permanent(
                $"{shown} answered with the content encoding '{string.Join(", ", encodings)}'; gzip or none was asked for.");
        }

        RefuseTwoLengths(response, shown);
        var wire = new WireStream(
            await response.Content.ReadAsStreamAsync(deadline.Token),
            response.Content.Headers.ContentLength,
            response.Headers.TransferEncodingChunked == true,
            shown,
            deadline);
        return new AnswerBody(wire, isGzip, shown);
    }

    /// <summary>0 at the end, and only where the content is whole.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (gzip is null)
        {
            return await wire.ReadAsync(buffer, cancel);
        }

        try
        {
            var read = await gzip.ReadAsync(buffer, cancel);
            length += read;
            return read;
        }
        catch (InvalidDataException)
        {
            throw Broken("is not what it claims to be, or is cut or changed");
        }
    }

    public ValueTask DisposeAsync() => gzip?.DisposeAsync() ?? wire.DisposeAsync();

    private static bool Is(string encoding, string name) => string.Equals(encoding, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Then nobody knows where the body ends (RFC 9112, 6.3): HttpClient takes the first, and cuts there.</summary>
    private static void RefuseTwoLengths(HttpResponseMessage response, string shown)
    {
        if (response.Content.Headers.NonValidated.TryGetValues("Content-Length", out var lengths)
            && lengths.SelectMany(line => line.Split(',', StringSplitOptions.TrimEntries)).Distinct().Count() > 1)
        {
            throw DownloadEndsException.Transient($"{shown} gives two lengths, {string.Join(" and ", lengths)}: where the file ends is unknown.");
        }
    }

    private DownloadEndsException Broken(string how) => DownloadEndsException.Transient(
        string.Create(CultureInfo.InvariantCulture, $"{shown} sent gzip that {how} (after {length} bytes of content). Nothing was kept."));
}
