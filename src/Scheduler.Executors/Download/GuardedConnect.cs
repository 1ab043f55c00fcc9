using System.Net;
using System.Net.Sockets;

namespace RoutineScheduler.Executors.Download;

/// <summary>Asks for a name's addresses. Dns.GetHostAddressesAsync in production.</summary>
internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancel);

/// <summary>
/// Connects to public addresses only. The name is resolved here, once, and the address that was judged is the one connected to: a name
/// that changes its address between check and use gains nothing, nor does a redirect.
/// </summary>
internal sealed class GuardedConnect(DownloadOptions options, Resolve resolve)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var address) ? [address] : await resolve(host, cancel);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var allowed = IsTrusted(context) ? addresses : [.. addresses.Where(found => PublicAddress.WhyNot(found) is null)];
        return allowed.Length > 0
            ? await ConnectAsync(allowed, port, cancel)
            : throw DownloadEndsException.Permanent(Refusal(host, addresses[0]));
    }

    /// <summary>Null where the URL names a host, or an address that may be reached. Needed where a proxy connects, and early elsewhere.</summary>
    public string? ProblemOf(Uri url) =>
        !MayBePrivate(url.IdnHost) && IPAddress.TryParse(url.IdnHost, out var address) && PublicAddress.WhyNot(address) is not null
            ? Refusal(url.IdnHost, address)
            : null;

    /// <summary>With a proxy every connection goes to it: its address is the host's choice.</summary>
    private bool IsTrusted(SocketsHttpConnectionContext context) => options.Proxy is not null || MayBePrivate(context.DnsEndPoint.Host);

    private bool MayBePrivate(string host) =>
        options.AllowPrivateAddresses
            || options.AllowedHosts.Any(allowed => string.Equals(allowed.Trim('[', ']'), host, StringComparison.OrdinalIgnoreCase));

    private static string Refusal(string host, IPAddress address)
    {
        var where = IPAddress.TryParse(host, out _) ? host : $"{host}, which is {address},";
        return $"Refused to connect to {where} because it is not a public address ({PublicAddress.WhyNot(address)}). "
            + $"Where that is intended, the host adds '{host}' to DownloadOptions.AllowedHosts; a routine cannot.";
    }

    /// <summary>One address after the other; each has its share of the time that HttpClient gives them all.</summary>
    private async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancel)
    {
        for (var i = 0; ; i++)
        {
            using var share = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            share.CancelAfter(options.ConnectTimeout / addresses.Length);
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), share.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception trouble)
            {
                socket.Dispose();
                var hasNext = i + 1 < addresses.Length && !cancel.IsCancellationRequested;
                if (!hasNext || trouble is not (SocketException or OperationCanceledException))
                {
                    throw;
                }
            }
        }
    }
}
