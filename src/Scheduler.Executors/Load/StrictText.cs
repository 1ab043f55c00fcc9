using System.Buffers;
using System.Text;

namespace RoutineScheduler.Executors.Load;

/// <summary>A file as UTF-8, whatever it is written in; bytes that are not of the encoding that was named end the load.</summary>
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

    /// <summary>From its beginning, for who needs to look at what has passed by.</summary>
    public StrictText Again() => new(path, encoding);

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
    public string? ReadLine() => ReadLine(out _);

    /// <param name="isCut">Whether it is longer.</param>
    public string? ReadLine(out bool isCut)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var isThere = isCut = false;
        while (next < end || Fill())
        {
            isThere = true;
            var rest = text.AsSpan(next, end - next);
            var length = rest.IndexOfAny((byte)'\n', (byte)'\r');
            var content = length < 0 ? rest : rest[..length];
            var taken = Math.Min(content.Length, LongestPreambleLine - bytes.WrittenCount);
            bytes.Write(content[..taken]);
            isCut |= taken < content.Length;
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
        var isAscii = Ascii.IsValid(chunk);
        var check = new EncodingCheck(path, encoding, chunk, offset, line);
        var mark = check.LengthOfMark();
        var whole = isLast || isAscii ? length : check.LengthOfWhole();
        check.Refuse(mark, whole, isAscii);
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
}
