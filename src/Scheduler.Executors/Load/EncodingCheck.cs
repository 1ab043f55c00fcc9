using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace RoutineScheduler.Executors.Load;

/// <summary>
/// Whether a part of a file is of the encoding that was named. What is not is told with its line and offset: a replacement character in a name
/// would stay unnoticed for years.
/// </summary>
/// <param name="offset">Of the part's first byte.</param>
/// <param name="line">Of the part's first byte.</param>
internal readonly ref struct EncodingCheck(string path, FileEncoding encoding, ReadOnlySpan<byte> chunk, long offset, long line)
{
    private readonly ReadOnlySpan<byte> chunk = chunk;

    /// <summary>Of the file's beginning.</summary>
    public int LengthOfMark()
    {
        if (offset > 0)
        {
            return 0;
        }

        if (chunk.StartsWith("PK\x03\x04"u8))
        {
            throw Refusal("is a zip archive; let the download unzip it, and take what was in it");
        }

        if (chunk.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || chunk.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw Refusal("begins with a byte order mark of UTF-16, which is not read; convert it to UTF-8");
        }

        if (!chunk.StartsWith(Encoding.UTF8.Preamble))
        {
            return 0;
        }

        return encoding == FileEncoding.Utf8
            ? Encoding.UTF8.Preamble.Length
            : throw Refusal($"begins with a byte order mark of UTF-8 and is read as {encoding}; set Encoding to {FileEncoding.Utf8}");
    }

    /// <exception cref="LoadStoppedException">A byte between the two is not of the encoding.</exception>
    public void Refuse(int mark, int whole, bool isAscii)
    {
        if (chunk.IndexOf((byte)0) is var zero && zero >= 0)
        {
            throw RefusalOf(zero, "is zero: this is no text, or it is UTF-16");
        }

        var text = chunk[mark..whole];
        if (!isAscii && encoding == FileEncoding.Latin1)
        {
            RefuseLinesOfUtf8(text, mark);
        }
        else if (!isAscii && !Utf8.IsValid(text))
        {
            var at = FirstInvalid(text);
            throw RefusalOf(mark + at, $"(0x{text[at]:X2}) is not UTF-8; if the file is Latin-1, set Encoding to {FileEncoding.Latin1}");
        }
    }

    /// <summary>Each line for itself: one that somebody appended in UTF-8 is not excused by the others.</summary>
    private void RefuseLinesOfUtf8(ReadOnlySpan<byte> text, int after)
    {
        foreach (var range in text.SplitAny((byte)'\n', (byte)'\r'))
        {
            var content = text[range];
            var at = content.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (at >= 0 && Utf8.IsValid(content))
            {
                Rune.DecodeFromUtf8(content[at..], out var rune, out var length);
                throw RefusalOf(
                    after + range.Start.Value + at,
                    $"begins '{rune}' in UTF-8 and '{Shown(content.Slice(at, length))}' in Latin-1, as which it is read, " +
                    $"and all of its line could be UTF-8. If all of the file is, set Encoding to {FileEncoding.Utf8}; if this line alone, mend it");
            }
        }
    }

    /// <summary>As Latin-1; what cannot be seen, such as a blank that does not break, by its number.</summary>
    private static string Shown(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var octet in bytes)
        {
            text.Append(octet is > 0xA0 and not 0xAD ? $"{(char)octet}" : $"\\x{octet:X2}");
        }

        return text.ToString();
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    /// <summary>How much can be judged without what follows: whole characters of UTF-8; in Latin-1 whole lines, unless one fills the chunk.</summary>
    public int LengthOfWhole()
    {
        var lines = encoding == FileEncoding.Latin1 ? chunk.LastIndexOfAny((byte)'\n', (byte)'\r') + 1 : 0;
        return lines > 0 ? lines : chunk.Length - LengthOfCutCharacter();
    }

    /// <summary>How many bytes at the end begin a character of UTF-8 that ends in the next chunk.</summary>
    private int LengthOfCutCharacter()
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

    private LoadStoppedException RefusalOf(int at, string problem) =>
        Refusal($"line {line + chunk[..at].Count((byte)'\n')}: the byte at offset {offset + at} {problem}");

    private LoadStoppedException Refusal(string problem) => LoadStoppedException.Permanent($"{path}: {problem}.");
}
