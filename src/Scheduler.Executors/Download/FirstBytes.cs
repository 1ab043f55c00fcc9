using System.Text;

namespace RoutineScheduler.Executors.Download;

/// <summary>What a file's first bytes tell.</summary>
internal static class FirstBytes
{
    private const string Comment = "<!--";
    private const string Doctype = "<!doctype";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] PageBegins = ["html"];

    // Roots of XML are called so too, as <title> and <body> are.
    private static readonly string[] PartBegins = ["head", "body", "script", "style", "title", "meta", "center", "div", "h1"];

    private static readonly string[] PartBeginsOfHtml =
        ["a", "b", "base", "br", "font", "form", "h2", "h3", "hr", "iframe", "img", "link", "noscript", "p", "pre", "span", "strong", "table"];

    /// <summary>No text that we read has a NUL; every archive and picture has one early.</summary>
    public static bool IsText(ReadOnlySpan<byte> head) => !head.Contains((byte)0) && !IsZip(head);

    /// <summary>A zip begins with an entry, or, when empty, with its end.</summary>
    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    /// <summary>
    /// What stands before a text without being it: blanks, marks of UTF-8 and UTF-16, the NULs that UTF-16 has between its blanks, and the
    /// bytes of blanks that are not ASCII and of those without width. A letter that loses one of its bytes so is none of markup.
    /// </summary>
    public static bool IsBlank(byte octet) =>
        octet is 0 or (>= 9 and <= 13) or 32 or 0xEF or 0xBB or 0xBF or 0xFE or 0xFF or 0xC2 or 0xA0 or 0xE2 or (>= 0x80 and <= 0x8D);

    /// <param name="begin">From the first byte on that is not <see cref="IsBlank"/>, so that no blanks push a page out of sight.</param>
    /// <param name="mediaType">Proves nothing: price files came as text/html too, and pages as text/csv. Null where the server said none.</param>
    public static bool IsWebPage(ReadOnlySpan<byte> begin, string? mediaType)
    {
        var content = WithoutProlog(Ascii(begin), out var isXml, out var hasComment);
        if (hasComment && (content.IsEmpty || content.StartsWith(Comment, StringComparison.Ordinal)))
        {
            return !isXml && (begin.Length < FileFacts.HeadLength || IsHtml(mediaType));   // what follows the comment is out of sight, or nothing
        }

        return IsPage(content) || (!isXml && !HasNamespace(content) && IsPart(content, mediaType));
    }

    /// <summary>Its first line, in whichever of UTF-8, Latin-1 and UTF-16 it stands.</summary>
    public static string LineOfPage(ReadOnlySpan<byte> begin) => Ascii(begin).Split('\n')[0].Trim();

    /// <summary>Without line break and blanks at its ends.</summary>
    public static string Line(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        return Text(end < 0 ? head : head[..end]).Trim();
    }

    /// <summary>UTF-8 where it is UTF-8, else Latin-1, as Brazilian files are.</summary>
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>Markup is ASCII in every encoding that has it, and UTF-16 writes it with a NUL beside each letter.</summary>
    private static string Ascii(ReadOnlySpan<byte> begin) => Text(begin).Replace("\0", "", StringComparison.Ordinal);

    private static bool IsPage(ReadOnlySpan<char> text) => IsTag(text, PageBegins)
        || (text.StartsWith(Doctype, StringComparison.OrdinalIgnoreCase) && IsTag($"<{text[Doctype.Length..].TrimStart()}", PageBegins));

    private static bool IsHtml(string? mediaType) => mediaType?.ToLowerInvariant() is "text/html" or "application/xhtml+xml";

    /// <summary>Of a page that says not that it is one: only where its content type does not say that it is something else.</summary>
    private static bool IsPart(ReadOnlySpan<char> text, string? mediaType) => mediaType?.ToLowerInvariant() switch
    {
        "text/html" or "application/xhtml+xml" => IsTag(text, PartBegins) || IsTag(text, PartBeginsOfHtml),
        null or "" or "text/plain" or "application/octet-stream" => IsTag(text, PartBegins),
        _ => false,
    };

    private static bool HasNamespace(ReadOnlySpan<char> text) =>
        text[..(text.IndexOf('>') is >= 0 and var end ? end : text.Length)].Contains("xmlns", StringComparison.Ordinal);

    private static bool IsTag(ReadOnlySpan<char> text, string[] begins)
    {
        foreach (var begin in begins)
        {
            if (text.StartsWith($"<{begin}", StringComparison.OrdinalIgnoreCase) && EndsTag(text[(begin.Length + 1)..]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the tag's name ends here: header and head-line are no head.</summary>
    private static bool EndsTag(ReadOnlySpan<char> rest) => rest.IsEmpty || !(char.IsLetterOrDigit(rest[0]) || rest[0] is '-' or '_' or ':' or '.');

    /// <summary>Without the comments, the conditions and the XML declaration that may stand before a page.</summary>
    private static ReadOnlySpan<char> WithoutProlog(ReadOnlySpan<char> text, out bool isXml, out bool hasComment)
    {
        (isXml, hasComment) = (false, false);
        while (true)
        {
            text = WithoutBlanks(text);
            isXml |= text.StartsWith("<?xml", StringComparison.Ordinal);
            hasComment |= text.StartsWith(Comment, StringComparison.Ordinal);
            if (EndOfProlog(text) is not { } end || text.IndexOf(end, StringComparison.Ordinal) is not (>= 0 and var at))
            {
                return text;
            }

            text = text[(at + end.Length)..];
        }
    }

    /// <summary>With what the part of a prolog ends that begins here; null where none does.</summary>
    private static string? EndOfProlog(ReadOnlySpan<char> text) =>
        text.StartsWith(Comment, StringComparison.Ordinal) ? "-->"
        : text.StartsWith("<?", StringComparison.Ordinal) ? "?>"
        : text.StartsWith("<![if", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<![endif", StringComparison.OrdinalIgnoreCase) ? "]>"
        : null;

    private static ReadOnlySpan<char> WithoutBlanks(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && IsBlankLetter(text[at]))
        {
            at++;
        }

        return text[at..];
    }

    /// <summary>Also as the single bytes that it is where the text is read as Latin-1, and without width.</summary>
    private static bool IsBlankLetter(char letter) =>
        char.IsWhiteSpace(letter) || letter is (>= '\u200B' and <= '\u200D') or '\u2060' or '\uFEFF' || (letter <= 0xFF && IsBlank((byte)letter));
}
