using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace RoutineScheduler.Executors.Download;

/// <param name="Of">Which parameter, by its path in JSON.</param>
internal sealed record DownloadProblem(string Of, string Message);

/// <summary>What is wrong with parameters whatever server and folders there are, all of it at once.</summary>
internal static class DownloadProblems
{
    private static readonly Duration LongestTime = Duration.FromDays(7);

    /// <summary>In place of a run's artifact folder: a relative path must not leave it, wherever it is.</summary>
    private static readonly string AnyFolder = Path.GetFullPath(Path.Combine($"{Path.DirectorySeparatorChar}artifacts", "routine", "date"));

    public static IEnumerable<DownloadProblem> Of(DownloadFile file) =>
    [
        .. Url("url", nameof(file.Url), file.Url),
        .. file.TwoSteps is { } steps ? Steps(steps) : [],
        .. Paths(file),
        .. Dates(file),
        .. Number("maxBytes", nameof(file.MaxBytes), file.MaxBytes ?? 1, 1, long.MaxValue),
        .. Number("expect.minimumBytes", "Expect.MinimumBytes", file.Expect.MinimumBytes, 0, long.MaxValue),
        .. file.Unzip is { } unzip ? Limits(unzip) : [],
        .. Time("totalFor", nameof(file.TotalFor), file.TotalFor),
        .. Time("idleFor", nameof(file.IdleFor), file.IdleFor),
        .. Statuses("expect.notAvailableStatuses", "Expect.NotAvailableStatuses", file.Expect.NotAvailableStatuses),
        .. FirstLine(file),
        .. from header in file.Headers
           from problem in Header(header.Key, header.Value)
           select new DownloadProblem($"headers.{header.Key}", problem),
    ];

    private static IEnumerable<DownloadProblem> Url(string of, string name, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            // Not shown: it may hold a secret anywhere.
            yield return new(of, $"{name} is no http or https address; write it as https://host/path.");
        }
        else if (url.UserInfo.Length > 0)
        {
            yield return new(of, $"{name} ({ShownUrl.Of(url)}) holds a user's name; put it into the header Authorization, with {{secret:NAME}}.");
        }
    }

    private static IEnumerable<DownloadProblem> Paths(DownloadFile file)
    {
        var (into, other) = (file.Unzip?.Into ?? "", file.Expect.NotSameAs ?? "");
        DownloadProblem?[] each =
        [
            Nul("unzip.into", "Unzip.Into", into),
            Nul("expect.notSameAs", "Expect.NotSameAs", other),
            TargetPath.Problem(AnyFolder, file.To) is { } problem ? new("to", problem) : null,
        ];
        if (each.Any(problem => problem is not null))
        {
            return each.OfType<DownloadProblem>();   // the rest cannot be asked
        }

        var target = Path.GetFullPath(file.To, AnyFolder);
        return Together(target, into, other);
    }

    private static IEnumerable<DownloadProblem> Together(string target, string into, string other)
    {
        if (UnzipFolder.LeavesTargets(target, into) is { } leaves)
        {
            yield return new("unzip.into", leaves);
        }

        if (other.Length > 0 && Path.GetFullPath(other, Path.GetDirectoryName(target)!) == target)
        {
            yield return new(
                "expect.notSameAs",
                $"Expect.NotSameAs names the target itself, '{other}'; name an earlier date's file, as with {{orderDate-1bd:yyyyMMdd}}.");
        }
    }

    /// <summary>It would stay as it stands, in a name or an address: each date has the same file.</summary>
    private static IEnumerable<DownloadProblem> Dates(DownloadFile file) =>
        from text in new (string Of, string Name, string? Text)[]
        {
            ("url", nameof(file.Url), file.Url),
            ("twoSteps.baseUrl", "TwoSteps.BaseUrl", file.TwoSteps?.BaseUrl),
            ("to", nameof(file.To), file.To),
            ("unzip.into", "Unzip.Into", file.Unzip?.Into),
            ("expect.notSameAs", "Expect.NotSameAs", file.Expect.NotSameAs),
        }
        where text.Text?.Contains("{date:", StringComparison.OrdinalIgnoreCase) ?? false
        select new DownloadProblem(text.Of, $"{text.Name} has {{date:…}}, which means something to load-file only; write {{orderDate:…}}.");

    private static DownloadProblem? Nul(string of, string name, string path) =>
        path.Contains('\0') ? new(of, $"{name} has a NUL in it, which no path may have.") : null;

    private static IEnumerable<DownloadProblem> Limits(Unzip unzip) =>
    [
        .. Number("unzip.maxEntries", "Unzip.MaxEntries", unzip.MaxEntries, 1, 1_000_000),
        .. Number("unzip.maxBytes", "Unzip.MaxBytes", unzip.MaxBytes, 1, long.MaxValue),
        .. Number("unzip.maxRatio", "Unzip.MaxRatio", unzip.MaxRatio, 1, 1_032),
    ];

    private static IEnumerable<DownloadProblem> Number(string of, string name, long value, long from, long to)
    {
        if (value < from || value > to)
        {
            var right = to == long.MaxValue ? $"at least {from}" : string.Create(CultureInfo.InvariantCulture, $"{from} to {to:#,0}");
            yield return new(of, $"{name} is {value}; give it {right}.");
        }
    }

    private static IEnumerable<DownloadProblem> Time(string of, string name, Duration time)
    {
        if (time <= Duration.Zero || time > LongestTime)
        {
            yield return new(of, $"{name} is {time}; give it more than 0 and at most 7 days, as PT5M.");
        }
    }

    private static IEnumerable<DownloadProblem> Statuses(string of, string name, IEnumerable<int> statuses) =>
        statuses.Where(status => status is < 300 or > 599)
            .Select(status => new DownloadProblem(of, $"{name} has {status}; only 300 to 599 can mean that a file is not there."));

    private static IEnumerable<DownloadProblem> Steps(TwoSteps steps)
    {
        if (string.IsNullOrWhiteSpace(steps.AddressProperty))
        {
            yield return new(
                "twoSteps.addressProperty",
                "TwoSteps.AddressProperty is empty; name the JSON property that holds the file's address, as redirectUrl.");
        }

        DownloadProblem[] more =
        [
            .. steps.BaseUrl is { } root ? Url("twoSteps.baseUrl", "TwoSteps.BaseUrl", root) : [],
            .. Statuses("twoSteps.notAvailableStatuses", "TwoSteps.NotAvailableStatuses", steps.NotAvailableStatuses),
        ];
        foreach (var problem in more)
        {
            yield return problem;
        }
    }

    private static IEnumerable<DownloadProblem> FirstLine(DownloadFile file)
    {
        if (file.Expect is { FirstLine: null, FirstLineMatches: null })
        {
            yield break;
        }

        if (file.Expect.Zip || file.Unzip is not null)
        {
            yield return new("expect", "Expect.FirstLine asks the downloaded file itself, and a zip has no lines; leave it out.");
        }

        if (file.Expect.FirstLineMatches is { } pattern && PatternProblem(pattern) is { } problem)
        {
            yield return new("expect.firstLineMatches", $"Expect.FirstLineMatches '{pattern}' is no regular expression: {problem}");
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
