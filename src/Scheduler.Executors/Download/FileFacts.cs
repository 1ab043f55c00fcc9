using System.Security.Cryptography;

namespace RoutineScheduler.Executors.Download;

/// <summary>What is known of a file once each of its bytes has passed by.</summary>
/// <param name="Rows">Lines of text; null where it is no text.</param>
/// <param name="Head">The first bytes, at most <see cref="HeadLength"/>.</param>
/// <param name="Begin">As many from the first on that is no blank.</param>
internal sealed record FileFacts(long Size, string Sha256, long? Rows, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Begin)
{
    public const int HeadLength = 8 << 10;

    public bool IsSameAs(FileFacts other) => Size == other.Size && Sha256 == other.Sha256;

    /// <summary>Null where there is no such file.</summary>
    public static async Task<FileFacts?> ReadAsync(string path, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var measure = new FileMeasure();
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        var buffer = new byte[81_920];
        for (int read; (read = await file.ReadAsync(buffer, cancel)) > 0;)
        {
            measure.Append(buffer.AsSpan(0, read));
        }

        return measure.Facts();
    }
}

/// <summary>Takes a file's measure while it streams past.</summary>
internal sealed class FileMeasure : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream head = new();
    private readonly MemoryStream begin = new();
    private long size;
    private long lineBreaks;
    private bool endsInLineBreak = true;

    public long Size => size;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        hash.AppendData(bytes);
        Fill(head, bytes);
        Fill(begin, begin.Length == 0 ? WithoutBlanks(bytes) : bytes);
        size += bytes.Length;
        lineBreaks += bytes.Count((byte)'\n');
        endsInLineBreak = bytes[^1] == '\n';
    }

    public FileFacts Facts()
    {
        var first = head.ToArray();
        var rows = lineBreaks + (endsInLineBreak ? 0 : 1);
        return new FileFacts(size, Convert.ToHexStringLower(hash.GetCurrentHash()), FirstBytes.IsText(first) ? rows : null, first, begin.ToArray());
    }

    public void Dispose() => hash.Dispose();

    private static void Fill(MemoryStream part, ReadOnlySpan<byte> bytes) =>
        part.Write(bytes[..(int)Math.Min(bytes.Length, FileFacts.HeadLength - part.Length)]);

    private static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && FirstBytes.IsBlank(bytes[at]))
        {
            at++;
        }

        return bytes[at..];
    }
}
