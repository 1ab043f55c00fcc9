using System.Net;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Tests.Servers;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

public sealed class RedirectTests : IAsyncLifetime
{
    private readonly ADownload download = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => download.DisposeAsync();

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed_also_to_a_path(int status)
    {
        download.Server.On("/prices.csv", Replies.Redirect("/there?x=1", status)).On("/there", Replies.File("a\n"));

        Assert.Equal(1, (await download.GotAsync()).Rows);
        Assert.Equal(["/prices.csv", "/there?x=1"], download.Server.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task A_circle_is_a_failure()
    {
        download.Server.On("/prices.csv", Replies.Redirect("/there")).On("/there", Replies.Redirect("/prices.csv"));

        Assert.Equal(
            $"{download.Server.Url("/there")} redirects in a circle, back to {download.Server.Url("/prices.csv")}.", await download.TransientAsync());
        Assert.Equal(2, download.Server.Requests.Count);
    }

    [Fact]
    public async Task A_redirect_to_itself_is_a_circle()
    {
        download.Server.On("/prices.csv", Replies.Redirect("/prices.csv#again"));

        Assert.Contains("redirects in a circle", await download.TransientAsync());
    }

    [Fact]
    public async Task Redirects_without_end_are_a_failure()
    {
        for (var i = 0; i < 10; i++)
        {
            download.Server.On($"/{i}", Replies.Redirect($"/{i + 1}"));
        }

        Assert.Contains("after 5 redirects, as many as are followed", await download.TransientAsync(download.Prices("/0")));
        Assert.Equal(6, download.Server.Requests.Count);
    }

    [Fact]
    public async Task A_redirect_that_leads_nowhere_is_a_failure()
    {
        download.Server.On("/prices.csv", Replies.Status(302));

        Assert.Contains("without saying where to go", await download.TransientAsync());
    }

    [Theory]
    [InlineData("//")]
    [InlineData("//[::1/")]
    [InlineData("http://")]
    public async Task A_redirect_to_what_is_no_address_is_a_failure(string to)
    {
        download.Server.On("/prices.csv", Replies.Redirect(to));

        Assert.Contains("without saying where to go", await download.TransientAsync());
    }

    [Fact]
    public async Task A_redirects_query_is_not_shown()
    {
        download.Server.On("/prices.csv", Replies.Redirect("/there?signature=hidden")).On("/there", Replies.Status(500));

        Assert.Contains("/there?*** answered 500", await download.TransientAsync());
        Assert.DoesNotContain(download.Log, line => line.Contains("hidden"));
    }

    [Fact]
    public async Task What_might_be_a_secret_stays_with_the_routines_own_host()
    {
        await using var other = new MisbehavingServer();
        other.On("/there", Replies.File("a\n"));
        download.Server.On("/prices.csv", Replies.Redirect("/within")).On("/within", Replies.Redirect(other.Url("/there")));

        await download.GotAsync(download.Prices() with
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer x", ["X-Api-Key"] = "x", ["Accept"] = "text/csv" },
        });

        Assert.Equal("Bearer x", download.Server.Requests[1].Headers["Authorization"]);
        var theirs = Assert.Single(other.Requests).Headers;
        Assert.Equal("text/csv", theirs["Accept"]);
        Assert.DoesNotContain(theirs.Keys, name => name is "Authorization" or "X-Api-Key");
    }

    [Theory]
    [InlineData("https://a.example/", "http://a.example/", "is not encrypted")]
    [InlineData("https://a.example/", "ftp://a.example/", "only http and https")]
    [InlineData("http://a.example/", "file:///etc/passwd", "only http and https")]
    public void A_redirect_to_something_weaker_is_refused_for_good(string from, string to, string why)
    {
        var refused = Assert.IsType<Redirect.Refuse>(Redirect.Decide(HttpStatusCode.Found, new Uri(to), [new Uri(from)], atMost: 5));

        Assert.Contains(why, Assert.IsType<AttemptOutcome.PermanentFailure>(refused.Outcome).Message);
    }

    [Fact]
    public void A_redirect_to_encryption_is_followed() =>
        Assert.Equal(
            new Redirect.Follow(new Uri("https://a.example/x")),
            Redirect.Decide(HttpStatusCode.MovedPermanently, new Uri("https://a.example/x"), [new Uri("http://a.example/x")], atMost: 5));
}
