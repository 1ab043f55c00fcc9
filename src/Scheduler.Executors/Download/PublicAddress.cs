using System.Net;
using System.Net.Sockets;

namespace RoutineScheduler.Executors.Download;

/// <summary>Which addresses the whole internet shares. The ranges are those of IANA's two special-purpose registries.</summary>
internal static class PublicAddress
{
    private static readonly (IPNetwork Range, string What)[] Four =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "this network"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "carrier-grade NAT"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "protocol assignments"),
        (IPNetwork.Parse("192.0.2.0/24"), "documentation"),
        (IPNetwork.Parse("192.88.99.0/24"), "6to4 relay"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "benchmarks"),
        (IPNetwork.Parse("198.51.100.0/24"), "documentation"),
        (IPNetwork.Parse("203.0.113.0/24"), "documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved or broadcast"),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork GlobalSix = IPNetwork.Parse("2000::/3");

    private static readonly (IPNetwork Range, string What)[] Six =
    [
        (IPNetwork.Parse("::/128"), "unspecified"),
        (IPNetwork.Parse("::1/128"), "loopback"),
        (IPNetwork.Parse("64:ff9b:1::/48"), "local NAT64"),
        (IPNetwork.Parse("fc00::/7"), "private"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("fec0::/10"), "site-local"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
        (IPNetwork.Parse("2001::/23"), "protocol assignments, Teredo among them"),
        (IPNetwork.Parse("2001:db8::/32"), "documentation"),
        (IPNetwork.Parse("2002::/16"), "6to4"),
        (IPNetwork.Parse("3fff::/20"), "documentation"),
    ];

    /// <summary>What the address is instead of public; null where it is public.</summary>
    public static string? WhyNot(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Named(Four, address);
        }

        if (Embedded(address) is { } inner)
        {
            return WhyNot(inner) is { } why ? $"{why}, as {inner}" : null;
        }

        return Named(Six, address) ?? (GlobalSix.Contains(address) ? null : "not global unicast");
    }

    private static string? Named((IPNetwork Range, string What)[] ranges, IPAddress address) =>
        Array.Find(ranges, range => range.Range.Contains(address)).What;

    /// <summary>The IPv4 address that a mapped or NAT64 address leads to.</summary>
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return Nat64.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12)) : null;
    }
}
