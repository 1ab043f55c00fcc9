using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace RoutineScheduler.Executors.Load;

/// <summary>
/// A file as UTF-8, whatever it is written in. Bytes that are not of the encoding that was named end the load with their line and offset:
/// a replacement character in a name would stay unnoticed for years.
/// </summary>
internal sealed class StrictText : Stream
{
    private const int ChunkSize = 64 * 1024;
    private const int LongestPreambleLine = 64 * 1024;

    private readonly string path;
    private readonly Stream file;
    private readonly FileEncoding encoding;
    private readonly byte[] raw = new byte[ChunkSize];
    private readonly byte[] text = new byte[2 * ChunkSize];
    private int kept;            // bytes of a character or line that the last chunk cut
    private int next;            // of text
    private int end;             // of text
    private long offset;         // of raw[0]
    private long line = 1;       // of raw[0]

    public StrictText(string path, FileEncoding encoding)
    {
        (this.path, this.encoding) = (path, encoding);
        if (FileStamp.Of(path) is { Size: 0 } empty)
        {
            // A pipe has no bytes either, and opening it would wait.
            (file, Stamp) = (Stream.Null, empty);
            return;
        }

        var opened = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan,
        });
        (file, Stamp) = (opened, FileStamp.Of(opened.SafeFileHandle));
    }

    /// <summary>When it was opened.</summary>
    public FileStamp Stamp { get; }

    /// <summary>In bytes, when it was opened.</summary>
    public long Size => Stamp.Size;

    /// <summary>True once the path has another content than when it was opened: somebody still writes.</summary>
    public bool HasChanged => FileStamp.Of(path) != Stamp;

    public long BytesRead => file.Position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>
    /// The next line without its break, which is what the parser takes for one: \n, \r\n or \r. Of a line that is longer than 64 KiB its
    /// beginning. Null at the end of the file.
    /// </summary>
    public string? ReadLine()
    {
        var bytes = new ArrayBufferWriter<byte>();
        var isThere = false;
        while (next < end || Fill())
        {
            isThere = true;
            var rest = text.AsSpan(next, end - next);
            var length = rest.IndexOfAny((byte)'\n', (byte)'\r');
            var content = length < 0 ? rest : rest[..length];
            bytes.Write(content[..Math.Min(content.Length, LongestPreambleLine - bytes.WrittenCount)]);
            next += length < 0 ? rest.Length : length + 1;
            if (length >= 0)
            {
                SkipSecondHalfOfBreak(rest[length]);
                break;
            }
        }

        return isThere ? Encoding.UTF8.GetString(bytes.WrittenSpan) : null;
    }

    private void SkipSecondHalfOfBreak(byte first)
    {
        if (first == '\r' && (next < end || Fill()) && text[next] == '\n')
        {
            next++;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (next == end && !Fill())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, end - next);
        text.AsSpan(next, count).CopyTo(buffer);
        next += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        var length = kept + file.ReadAtLeast(raw.AsSpan(kept), ChunkSize - kept, throwOnEndOfStream: false);
        if (length == 0)
        {
            return false;
        }

        var isLast = length < ChunkSize;
        var chunk = raw.AsSpan(0, length);
        var mark = offset == 0 ? LengthOfMark(chunk) : 0;
        var isAscii = Ascii.IsValid(chunk);
        RefuseZeroes(chunk);
        var whole = isLast || isAscii ? length : LengthOfWhole(chunk);
        if (!isAscii)
        {
            Check(chunk[mark..whole], mark);
        }

        next = 0;
        end = isAscii || encoding == FileEncoding.Utf8 ? Copy(chunk[mark..whole]) : Widen(chunk[..whole]);
        line += chunk[..whole].Count((byte)'\n');
        offset += whole;
        kept = length - whole;
        chunk[whole..].CopyTo(raw);
        return end > 0 || Fill();
    }

    private int Copy(ReadOnlySpan<byte> chunk)
    {
        chunk.CopyTo(text);
        return chunk.Length;
    }

    /// <summary>Latin-1 is the first 256 characters of Unicode: two bytes for each of the upper half.</summary>
    private int Widen(ReadOnlySpan<byte> chunk)
    {
        var length = 0;
        foreach (var sign in chunk)
        {
            if (sign < 0x80)
            {
                text[length++] = sign;
            }
            else
            {
                text[length++] = (byte)(0xC0 | (sign >> 6));
                text[length++] = (byte)(0x80 | (sign & 0x3F));
            }
        }

        return length;
    }

    private int LengthOfMark(ReadOnlySpan<byte> chunk)
    {
        if (chunk.StartsWith("PK\x03\x04"u8))
        {
            throw Refuse("is a zip archive; let the download unzip it, and take what was in it");
        }

        if (chunk.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || chunk.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw Refuse("begins with a byte order mark of UTF-16, which is not read; convert it to UTF-8");
        }

        if (!chunk.StartsWith(Encoding.UTF8.Preamble))
        {
            return 0;
        }

        return encoding == FileEncoding.Utf8
            ? Encoding.UTF8.Preamble.Length
            : throw Refuse($"begins with a byte order mark of UTF-8 and is read as {encoding}; set Encoding to {FileEncoding.Utf8}");
    }

    private void RefuseZeroes(ReadOnlySpan<byte> chunk)
    {
        var at = chunk.IndexOf((byte)0);
        if (at >= 0)
        {
            throw Refuse(chunk, at, "is zero: this is no text, or it is UTF-16");
        }
    }

    private void Check(ReadOnlySpan<byte> chunk, int after)
    {
        if (encoding == FileEncoding.Latin1)
        {
            RefuseLinesOfUtf8(chunk, after);
        }
        else if (!Utf8.IsValid(chunk))
        {
            var at = FirstInvalid(chunk);
            throw Refuse(raw, after + at, $"(0x{chunk[at]:X2}) is not UTF-8; if the file is Latin-1, set Encoding to {FileEncoding.Latin1}");
        }
    }

    /// <summary>Each line for itself: one that somebody appended in UTF-8 is not excused by the others.</summary>
    private void RefuseLinesOfUtf8(ReadOnlySpan<byte> chunk, int after)
    {
        foreach (var range in chunk.SplitAny((byte)'\n', (byte)'\r'))
        {
            var content = chunk[range];
            var at = content.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (at >= 0 && Utf8.IsValid(content))
            {
                Rune.DecodeFromUtf8(content[at..], out var rune, out _);
                throw Refuse(
                    raw, after + range.Start.Value + at,
                    $"begins '{rune}' in UTF-8, as all of its line, and is read as Latin-1; set Encoding to {FileEncoding.Utf8}, or mend the line");
            }
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> chunk)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(chunk[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    /// <summary>How much can be judged without what follows: whole characters of UTF-8; in Latin-1 whole lines, unless one fills the chunk.</summary>
    private int LengthOfWhole(ReadOnlySpan<byte> chunk)
    {
        var lines = encoding == FileEncoding.Latin1 ? chunk.LastIndexOfAny((byte)'\n', (byte)'\r') + 1 : 0;
        return lines > 0 ? lines : chunk.Length - LengthOfCutCharacter(chunk);
    }

    /// <summary>How many bytes at the end begin a character of UTF-8 that ends in the next chunk.</summary>
    private static int LengthOfCutCharacter(ReadOnlySpan<byte> chunk)
    {
        for (var length = 1; length < 4; length++)
        {
            var start = chunk[^length];
            if ((start & 0xC0) != 0x80)
            {
                var needed = start >= 0xF0 ? 4 : start >= 0xE0 ? 3 : start >= 0xC0 ? 2 : 1;
                return needed > length ? length : 0;
            }
        }

        return 0;
    }

    private LoadStoppedException Refuse(ReadOnlySpan<byte> chunk, int at, string problem)
    {
        var lineOfIt = line + chunk[..at].Count((byte)'\n');
        return Refuse($"line {lineOfIt}: the byte at offset {offset + at} {problem}");
    }

    private LoadStoppedException Refuse(string problem) => LoadStoppedException.Permanent($"{path}: {problem}.");
}
