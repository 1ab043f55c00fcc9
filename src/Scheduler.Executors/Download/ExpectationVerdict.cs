using System.Globalization;
using System.Text.RegularExpressions;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>Whether what came is the file that was expected.</summary>
internal static class ExpectationVerdict
{
    private static readonly TimeSpan MatchFor = TimeSpan.FromSeconds(1);

    /// <param name="mediaType">As the server called it, without parameters; null where it said nothing.</param>
    /// <returns>Null where everything is met; else one outcome that names all that is not.</returns>
    public static AttemptOutcome? Decide(Expectations expect, FileFacts file, string? mediaType, string shown)
    {
        var unmet = Unmet(expect, file, mediaType).ToList();
        return unmet.Count == 0 ? null : As(expect.WhenUnmet, $"{shown} did not bring the expected file: {string.Join("; ", unmet)}.");
    }

    /// <summary>Asked before the body is read, so that a wrong answer costs no time.</summary>
    public static AttemptOutcome? DecideContentType(Expectations expect, string? mediaType, string shown) =>
        ContentType(expect, mediaType) is { } problem ? As(expect.WhenUnmet, $"{shown} did not bring the expected file: {problem}.") : null;

    public static AttemptOutcome As(WhenUnmet kind, string message) => kind switch
    {
        WhenUnmet.Transient => AttemptOutcome.Transient(message),
        WhenUnmet.Permanent => AttemptOutcome.Permanent(message),
        _ => AttemptOutcome.NotAvailableYet(message),
    };

    private static IEnumerable<string> Unmet(Expectations expect, FileFacts file, string? mediaType)
    {
        if (ContentType(expect, mediaType) is { } contentType)
        {
            yield return contentType;
        }

        if (file.Size < expect.MinimumBytes)
        {
            yield return file.Size == 0
                ? "it is empty"
                : string.Create(CultureInfo.InvariantCulture, $"it has {file.Size} bytes, at least {expect.MinimumBytes} are expected");
        }

        if (!expect.Html && FirstBytes.IsWebPage(file.Begin.Span, mediaType))
        {
            var begin = Shortened(FirstBytes.LineOfPage(file.Begin.Span));
            yield return $"it is a web page that begins '{begin}' (set Expect.Html where a page is wanted)";
        }
        else if (file.Size > 0 && FirstLine(expect, FirstBytes.Line(file.Head.Span)) is { } firstLine)
        {
            yield return firstLine;
        }
    }

    private static string? ContentType(Expectations expect, string? mediaType) =>
        expect.ContentTypes.Count == 0 || expect.ContentTypes.Any(allowed => IsOf(allowed, mediaType ?? ""))
            ? null
            : $"its content type is '{mediaType}', expected is {string.Join(" or ", expect.ContentTypes)}";

    private static bool IsOf(string allowed, string mediaType) => allowed.EndsWith("/*", StringComparison.Ordinal)
        ? mediaType.StartsWith(allowed[..^1], StringComparison.OrdinalIgnoreCase)
        : string.Equals(allowed, mediaType, StringComparison.OrdinalIgnoreCase);

    private static string? FirstLine(Expectations expect, string line)
    {
        if (expect.FirstLine is { } text && text.Trim() != line)
        {
            return $"its first line is '{Shortened(line)}', expected is '{text}'";
        }

        return expect.FirstLineMatches is { } pattern && !Matches(pattern, line)
            ? $"its first line '{Shortened(line)}' does not match {pattern}"
            : null;
    }

    /// <exception cref="DownloadEndsException">The expression needs too long: it would again.</exception>
    private static bool Matches(string pattern, string line)
    {
        try
        {
            return Regex.IsMatch(line, pattern, RegexOptions.CultureInvariant, MatchFor);
        }
        catch (RegexMatchTimeoutException)
        {
            throw DownloadEndsException.Permanent(
                $"Expect.FirstLineMatches '{pattern}' did not come to an end within {MatchFor.TotalSeconds} s " +
                $"on a line of {line.Length} characters; write it without nested repetitions.");
        }
    }

    private static string Shortened(string line)
    {
        var printable = string.Concat(line.Where(letter => !char.IsControl(letter)).Take(120));
        return printable.Length < line.Length ? printable + "…" : printable;
    }
}
