using System.Net;

namespace RoutineScheduler.Executors.Download;

/// <summary>The one connection pool of a registration: no cookies, no redirects of its own, no proxy but the host's, guarded connections.</summary>
internal sealed class DownloadHttp : IDisposable
{
    private readonly HttpClient client;

    public DownloadHttp(DownloadOptions options, Resolve? resolve = null)
    {
        Options = options;
        Guard = new GuardedConnect(options, resolve ?? Dns.GetHostAddressesAsync);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // Undone by hand, so that lengths are those of the wire and limits those of the file.
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,                     // our trace ids are not the servers' business
            ConnectCallback = Guard.ConnectAsync,
            ConnectTimeout = options.ConnectTimeout,
            MaxResponseDrainSize = 64 << 10,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),   // a changed address is noticed
            Proxy = options.Proxy is { } proxy ? new WebProxy(proxy) { Credentials = options.ProxyCredentials } : null,
            UseCookies = false,
            UseProxy = options.Proxy is not null,
        };
        client = new HttpClient(handler)
        {
            DefaultRequestVersion = HttpVersion.Version11,   // whose marks of a body's end WireStream knows
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public DownloadOptions Options { get; }

    public GuardedConnect Guard { get; }

    /// <summary>Returns when the headers are there; the body is read by the caller.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
        client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);

    public void Dispose() => client.Dispose();
}
