using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace RoutineScheduler.Executors.Download;

/// <summary>What is wrong with a definition, all of it at once. Says nothing of texts that may still hold templates.</summary>
internal static class DownloadProblems
{
    private static readonly Duration LongestTime = Duration.FromDays(7);

    public static IEnumerable<string> Of(DownloadFile file) =>
    [
        .. Number(nameof(file.MaxBytes), file.MaxBytes ?? 1, 1, long.MaxValue),
        .. Number("Expect.MinimumBytes", file.Expect.MinimumBytes, 0, long.MaxValue),
        .. file.Unzip is { } unzip ? Limits(unzip) : [],
        .. Time(nameof(file.TotalFor), file.TotalFor),
        .. Time(nameof(file.IdleFor), file.IdleFor),
        .. Statuses($"{nameof(file.Expect)}.{nameof(file.Expect.NotAvailableStatuses)}", file.Expect.NotAvailableStatuses),
        .. file.TwoSteps is { } steps ? Steps(steps) : [],
        .. FirstLine(file),
        .. file.Headers.SelectMany(header => Header(header.Key, header.Value)),
    ];

    /// <summary>Everything, once no text holds a template any more.</summary>
    public static IEnumerable<string> WhenResolved(DownloadFile file) =>
    [
        .. Url(nameof(file.Url), file.Url),
        .. file.TwoSteps?.BaseUrl is { } root ? Url("TwoSteps.BaseUrl", root) : [],
        .. OfPath("Unzip.Into", file.Unzip?.Into),
        .. OfPath("Expect.NotSameAs", file.Expect.NotSameAs),
        .. Of(file),
    ];

    private static IEnumerable<string> Url(string name, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            yield return $"{name} is no http or https address; write it as https://host/path.";   // not shown: it may hold a secret anywhere
        }
        else if (url.UserInfo.Length > 0)
        {
            yield return $"{name} ({ShownUrl.Of(url)}) holds a user's name; put it into the header Authorization, with {{secret:NAME}}.";
        }
    }

    private static IEnumerable<string> OfPath(string name, string? path) =>
        path?.Contains('\0') ?? false ? [$"{name} has a NUL in it, which no path may have."] : [];

    private static IEnumerable<string> Limits(Unzip unzip) =>
    [
        .. Number("Unzip.MaxEntries", unzip.MaxEntries, 1, 1_000_000),
        .. Number("Unzip.MaxBytes", unzip.MaxBytes, 1, long.MaxValue),
        .. Number("Unzip.MaxRatio", unzip.MaxRatio, 1, 1_032),
    ];

    private static IEnumerable<string> Number(string name, long value, long from, long to)
    {
        if (value < from || value > to)
        {
            var right = to == long.MaxValue ? $"at least {from}" : string.Create(CultureInfo.InvariantCulture, $"{from} to {to:#,0}");
            yield return $"{name} is {value}; give it {right}.";
        }
    }

    private static IEnumerable<string> Time(string name, Duration time)
    {
        if (time <= Duration.Zero || time > LongestTime)
        {
            yield return $"{name} is {time}; give it more than 0 and at most 7 days, as PT5M.";
        }
    }

    private static IEnumerable<string> Statuses(string name, IEnumerable<int> statuses) =>
        statuses.Where(status => status is < 300 or > 599)
            .Select(status => $"{name} has {status}; only 300 to 599 can mean that a file is not there.");

    private static IEnumerable<string> Steps(TwoSteps steps)
    {
        if (string.IsNullOrWhiteSpace(steps.AddressProperty))
        {
            yield return "TwoSteps.AddressProperty is empty; name the JSON property that holds the file's address, as redirectUrl.";
        }

        foreach (var problem in Statuses("TwoSteps.NotAvailableStatuses", steps.NotAvailableStatuses))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> FirstLine(DownloadFile file)
    {
        if (file.Expect is { FirstLine: null, FirstLineMatches: null })
        {
            yield break;
        }

        if (file.Expect.Zip || file.Unzip is not null)
        {
            yield return "Expect.FirstLine asks the downloaded file itself, and a zip has no lines; leave it out.";
        }

        if (file.Expect.FirstLineMatches is { } pattern && PatternProblem(pattern) is { } problem)
        {
            yield return $"Expect.FirstLineMatches '{pattern}' is no regular expression: {problem}";
        }
    }

    private static string? PatternProblem(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return null;
        }
        catch (ArgumentException trouble)
        {
            return trouble.Message;
        }
    }

    private static IEnumerable<string> Header(string name, string value)
    {
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter)))
        {
            yield return $"Headers has '{name}', which is no header's name; use letters, digits and '-'.";
        }
        else if (RequestHeaders.IsOurs(name))
        {
            yield return $"Headers has {name}, which the connection sets itself; leave it out.";
        }

        if (!RequestHeaders.IsOurs(name) && RequestHeaders.IsOfABody(name))
        {
            yield return $"Headers has {name}, which describes a body, and a download sends none; leave it out.";
        }

        if (!value.All(char.IsAscii))
        {
            yield return $"The value of header {name} has a letter that is not ASCII, which no header can carry; encode it as the server expects.";
        }

        if (value.Any(char.IsControl))
        {
            yield return $"The value of header {name} has a line break or another control character; write it on one line.";
        }
    }
}
