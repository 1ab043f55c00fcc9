using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RoutineScheduler.Executors.Tests.Servers;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

/// <summary>Where a download may connect to, and where a redirect may lead.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task A_loopback_address_is_refused()
    {
        await using var download = new ADownload();
        download.Options.AllowedHosts.Clear();
        download.Server.On("/prices.csv", Replies.File("x"));

        var message = await download.PermanentAsync();

        Assert.Equal(
            "Refused to connect to 127.0.0.1 because it is not a public address (loopback). "
            + "Where that is intended, the host adds '127.0.0.1' to DownloadOptions.AllowedHosts; a routine cannot.",
            message);
        Assert.Empty(download.Server.Requests);
    }

    [Fact]
    public async Task A_public_name_that_resolves_to_a_private_address_is_refused()
    {
        var names = new Names { ["prices.example"] = [IPAddress.Loopback] };
        await using var download = new ADownload { Resolve = names.ResolveAsync };
        download.Server.On("/prices.csv", Replies.File("x"));

        var message = await download.PermanentAsync(download.Prices() with { Url = download.Server.Url("/prices.csv", "prices.example") });

        Assert.StartsWith("Refused to connect to prices.example, which is 127.0.0.1, because it is not a public address (loopback).", message);
        Assert.Empty(download.Server.Requests);
    }

    [Fact]
    public async Task A_public_address_beside_a_private_one_does_not_open_the_private_one()
    {
        var unrouted = IPAddress.Parse("3ffe::1");   // global unicast that nobody has been given
        var names = new Names { ["prices.example"] = [IPAddress.Loopback, unrouted] };
        await using var download = new ADownload { Resolve = names.ResolveAsync };
        download.Options.ConnectTimeout = TimeSpan.FromMilliseconds(200);
        download.Server.On("/prices.csv", Replies.File("x"));

        await download.TransientAsync(download.Prices() with { Url = download.Server.Url("/prices.csv", "prices.example") });

        Assert.Equal(["prices.example"], names.Asked);
        Assert.Empty(download.Server.Requests);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_after_it_was_judged_gains_nothing()
    {
        var names = new Names { ["prices.example"] = [IPAddress.Loopback] };
        await using var download = new ADownload { Resolve = names.ResolveAsync };
        download.Options.AllowedHosts.Add("prices.example");
        download.Server.On("/prices.csv", Replies.File("x"));

        await download.GotAsync(download.Prices() with { Url = download.Server.Url("/prices.csv", "prices.example") });

        Assert.Equal(["prices.example"], names.Asked);   // once: the judged address is the one connected to
    }

    [Fact]
    public async Task Private_addresses_can_be_allowed_for_all()
    {
        await using var download = new ADownload();
        download.Options.AllowedHosts.Clear();
        download.Options.AllowPrivateAddresses = true;
        download.Server.On("/prices.csv", Replies.File("x"));

        await download.GotAsync();
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", "link-local")]
    [InlineData("http://[::1]/", "loopback")]
    [InlineData("http://10.1.2.3/", "private")]
    [InlineData("http://[::ffff:127.0.0.1]/", "loopback, as 127.0.0.1")]
    [InlineData("http://2130706433/", "loopback")]
    [InlineData("http://0x7f.1/", "loopback")]
    [InlineData("http://0/", "this network")]
    public async Task A_redirect_to_a_private_address_is_refused(string to, string why)
    {
        await using var download = new ADownload { Resolve = new Names { ["start.example"] = [IPAddress.Loopback] }.ResolveAsync };
        download.Options.AllowedHosts[0] = "start.example";
        download.Server.On("/prices.csv", Replies.Redirect(to));

        var message = await download.PermanentAsync(download.Prices() with { Url = download.Server.Url("/prices.csv", "start.example") });

        Assert.Contains($"not a public address ({why})", message);
    }

    [Fact]
    public async Task A_redirect_to_a_name_with_a_private_address_is_refused()
    {
        var names = new Names { ["start.example"] = [IPAddress.Loopback], ["inside.example"] = [IPAddress.Parse("192.168.0.10")] };
        await using var download = new ADownload { Resolve = names.ResolveAsync };
        download.Options.AllowedHosts.Add("start.example");
        download.Server.On("/prices.csv", Replies.Redirect("http://inside.example/"));

        var message = await download.PermanentAsync(download.Prices() with { Url = download.Server.Url("/prices.csv", "start.example") });

        Assert.StartsWith("Refused to connect to inside.example, which is 192.168.0.10,", message);
    }

    [Fact]
    public async Task A_name_without_an_address_is_a_failure_that_passes()
    {
        await using var download = new ADownload { Resolve = new Names().ResolveAsync };

        Assert.Contains("the host's name has no address", await download.TransientAsync(download.Prices() with { Url = "http://nowhere.example/" }));
    }

    [Fact]
    public async Task A_server_that_refuses_connections_is_a_failure_that_passes()
    {
        await using var download = new ADownload();
        var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Assert.Contains("refuses connections", await download.TransientAsync(download.Prices() with { Url = $"http://127.0.0.1:{port}/" }));
    }

    [Fact]
    public async Task The_next_address_of_a_name_is_tried_where_the_first_refuses()
    {
        var names = new Names { ["prices.example"] = [IPAddress.IPv6Loopback, IPAddress.Loopback] };
        await using var download = new ADownload { Resolve = names.ResolveAsync };
        download.Options.AllowedHosts.Add("prices.example");
        download.Server.On("/prices.csv", Replies.File("x"));

        await download.GotAsync(download.Prices() with { Url = download.Server.Url("/prices.csv", "prices.example") });
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_a_failure_that_says_so()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=prices.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var server = new MisbehavingServer { Certificate = certificate };
        await using var download = new ADownload();
        server.On("/prices.csv", Replies.File("x"));

        var message = await download.TransientAsync(download.Prices() with { Url = $"https://127.0.0.1:{server.Port}/prices.csv" });

        Assert.StartsWith($"https://127.0.0.1:{server.Port}/prices.csv: no trusted encryption: ", message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_proxy_of_the_hosts_is_used_but_not_for_private_addresses()
    {
        await using var download = new ADownload();
        download.Options.AllowedHosts.Clear();
        download.Options.Proxy = new Uri(download.Server.Url("/"));
        download.Server.On("http://prices.example/prices.csv", Replies.File("through the proxy"));

        Assert.Contains("not a public address", await download.PermanentAsync(download.Prices() with { Url = "http://10.0.0.1/" }));
        var file = await download.GotAsync(download.Prices() with { Url = "http://prices.example/prices.csv" });
        Assert.Equal("through the proxy".Length, file.Size);
    }

    private sealed class Names : Dictionary<string, IPAddress[]>
    {
        public List<string> Asked { get; } = [];

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel)
        {
            Asked.Add(host);
            return TryGetValue(host, out var addresses) ? Task.FromResult(addresses) : throw new SocketException((int)SocketError.HostNotFound);
        }
    }
}
