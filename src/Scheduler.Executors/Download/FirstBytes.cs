using System.Text;

namespace RoutineScheduler.Executors.Download;

/// <summary>What a file's first bytes tell.</summary>
internal static class FirstBytes
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] PageBegins = ["<!doctype html", "<html", "<head", "<body", "<script", "<title", "<meta"];

    /// <summary>No text that we read has a NUL; every archive and picture has one early.</summary>
    public static bool IsText(ReadOnlySpan<byte> head) => !head.Contains((byte)0) && !IsZip(head);

    /// <summary>A zip begins with an entry, or, when empty, with its end.</summary>
    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    /// <param name="isCalledHtml">By its content type, which alone proves nothing: price files came as text/html too.</param>
    public static bool IsWebPage(ReadOnlySpan<byte> head, bool isCalledHtml)
    {
        var text = Text(head[..Math.Min(head.Length, 512)]).TrimStart();
        return PageBegins.Any(begin => text.StartsWith(begin, StringComparison.OrdinalIgnoreCase)) || (isCalledHtml && text.StartsWith('<'));
    }

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
}
