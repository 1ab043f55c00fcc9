using System.Buffers;
using System.Text;

namespace RoutineScheduler.Calendars;

/// <summary>A calendar's file as text: UTF-8, or what its byte order mark says. One in Latin-1 would be read with other names than it has.</summary>
internal static class CalendarText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private static readonly IReadOnlyList<Encoding> Marked =
    [
        Utf8,
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),   // begins as UTF-16 does
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    /// <param name="what">As <see cref="CalendarTitle"/> gives it.</param>
    public static string Read(string path, string what)
    {
        var bytes = File.ReadAllBytes(path);
        var marked = Marked.FirstOrDefault(encoding => bytes.AsSpan().StartsWith(encoding.Preamble));
        var content = bytes.AsSpan(marked?.Preamble.Length ?? 0);
        var encoding = marked ?? Utf8;
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            var kind = encoding == Utf8 ? $"UTF-8: {FirstInvalid(content)}" : $"{encoding.WebName.ToUpperInvariant()}, as its first bytes say";
            throw new InvalidCalendarException(what, [$"$: is no {kind}; save it as UTF-8"]);
        }
    }

    private static string FirstInvalid(ReadOnlySpan<byte> content)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(content[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        var before = content[..at];
        return $"byte 0x{content[at]:X2} at line {before.Count((byte)'\n') + 1}, byte {at - before.LastIndexOf((byte)'\n')} of it";
    }
}
