using System.Net;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// What the host, and no routine, decides about downloads; also from the section "RoutineScheduler:Download". A change needs a restart.
/// </summary>
public sealed class DownloadOptions
{
    /// <summary>Lets routines reach private, loopback and link-local addresses: everything that this machine can reach.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Host names (or addresses) that may lie on a private address, exactly as a URL names them.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>
    /// Null: none, whatever the environment says. With a proxy it is the proxy that resolves names, so only addresses in URLs are checked here.
    /// </summary>
    public Uri? Proxy { get; set; }

    public ICredentials? ProxyCredentials { get; set; }

    /// <summary>The most that a file may hold, in bytes.</summary>
    public long MaxBytes { get; set; } = 1L << 30;

    public int MaxRedirects { get; set; } = 5;

    /// <summary>For name, connection and TLS together.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Sent where a routine's headers name none.</summary>
    public string UserAgent { get; set; } = "RoutineScheduler";

    internal const string Section = "RoutineScheduler:Download";

    /// <summary>What the configuration section says and nothing can be made of.</summary>
    internal List<string> Unreadable { get; } = [];

    /// <summary>Everything that is wrong; empty where nothing is.</summary>
    internal IEnumerable<string> Problems()
    {
        foreach (var problem in Unreadable)
        {
            yield return problem;
        }

        if (MaxBytes < 1)
        {
            yield return $"Download:MaxBytes is {MaxBytes}; give it at least 1.";
        }

        if (MaxRedirects is < 0 or > 50)
        {
            yield return $"Download:MaxRedirects is {MaxRedirects}; give it 0 to 50.";
        }

        if (ConnectTimeout <= TimeSpan.Zero || ConnectTimeout > TimeSpan.FromHours(1))
        {
            yield return $"Download:ConnectTimeout is {ConnectTimeout}; give it more than 0 and at most an hour, as 00:00:30.";
        }

        // Of a proxy only the scheme and the host are shown: the rest may hold a password.
        if (Proxy is not null && (!Proxy.IsAbsoluteUri || (Proxy.Scheme != Uri.UriSchemeHttp && Proxy.Scheme != Uri.UriSchemeHttps)))
        {
            var shown = Proxy.IsAbsoluteUri ? $"is '{Proxy.Scheme}://{Proxy.Host}'" : "has no scheme";
            yield return $"Download:Proxy {shown}; write it as http://host:port.";
        }

        foreach (var host in AllowedHosts.Where(host => Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown))
        {
            yield return $"Download:AllowedHosts has '{host}', which is no host name; write it without scheme, port and path, as files.intranet.";
        }
    }
}
