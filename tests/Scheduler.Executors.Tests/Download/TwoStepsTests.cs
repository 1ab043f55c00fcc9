using System.Text;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Tests.Servers;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

/// <summary>B3's way, as its server really answers.</summary>
public sealed class TwoStepsTests : IAsyncLifetime
{
    private const string Ask = "/api/download/requestname?fileName=TradeInformationConsolidatedFile&date=2026-10-02&recaptchaToken=";
    private const string Path = "/api/download/requestname";
    private const string Text = "Status do Arquivo: Final\nRptDt;TckrSymb\n";

    private readonly ADownload download = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => download.DisposeAsync();

    [Theory]
    [InlineData("""{"redirectUrl":"~/api/download/?token=abc/1","token":"abc/1"}""", "/api/download/?token=abc/1")]
    [InlineData("""{"redirectUrl":"~/api/download?token=abc","token":"abc"}""", "/api/download?token=abc")]
    [InlineData("""{"redirectUrl":"~/api/download/","token":"a+b/c="}""", "/api/download/?token=a%2Bb%2Fc%3D")]
    [InlineData("""{"redirectUrl":"~/api/download/?lang=pt","token":"abc"}""", "/api/download/?lang=pt&token=abc")]
    [InlineData("""{"redirectUrl":"/api/download/","file":{"name":"x"}}""", "/api/download/")]
    [InlineData("""{"redirectUrl":"?token=abc"}""", "/api/download/requestname?token=abc")]
    public async Task The_answer_is_followed(string json, string followed)
    {
        download.Server.On(Path, Replies.Json(json), Replies.File(Text));
        download.Server.On("/api/download/", Replies.File(Text)).On("/api/download", Replies.File(Text));

        Assert.Equal(2, (await download.GotAsync(Prices())).Rows);
        Assert.Equal([Ask, followed], download.Server.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task The_base_of_the_address_can_be_named()
    {
        download.Server.On(Path, Replies.Json("""{"redirectUrl":"~/download/?token=abc"}""")).On("/api/download/", Replies.File(Text));

        await download.GotAsync(Prices() with { TwoSteps = new() { BaseUrl = download.Server.Url("/api/") } });
    }

    [Fact]
    public async Task Other_names_of_the_properties_are_followed_too()
    {
        download.Server.On(Path, Replies.Json("""{"url":"/file","key":"abc"}""")).On("/file", Replies.File(Text));

        await download.GotAsync(Prices() with { TwoSteps = new() { AddressProperty = "url", TokenProperty = null } });

        Assert.Equal("/file", download.Server.Requests[^1].Target);
    }

    [Theory]
    [InlineData("""{"message":"File not found"}""")]
    [InlineData("""{"redirectUrl":null,"token":""}""")]
    [InlineData("""{"redirectUrl":""}""")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("")]
    [InlineData("<!DOCTYPE html><html></html>")]
    public async Task An_answer_without_an_address_is_not_yet(string body)
    {
        download.Server.On(Path, Replies.Json(body));

        Assert.StartsWith(download.Server.Url(Path), await download.NotYetAsync(Prices()));
    }

    [Theory]
    [InlineData("{\"redirectUrl\":\"/file?token=hidden\",\"token\":\"\u00e7hidden\"}")]
    [InlineData("{\"redirectUrl\":\"/hidden\u00e7\"}")]
    [InlineData("{\"redirectUrl\":\"\\ud800\",\"token\":\"hidden\"}")]
    [InlineData("{\"redirectUrl\":\"/file\",\"token\":\"hidden\\ud800\"}")]
    [InlineData("{\"\\ud800\":1,\"redirectUrl\":\"/file?token=hidden\"}")]
    [InlineData("{\"redirectUrl\":\"/file?token=hidden")]
    public async Task Broken_text_is_an_answer_without_an_address_and_is_not_shown(string body)
    {
        download.Server.On(Path, Replies.File(Encoding.Latin1.GetBytes(body), "application/json"));

        var message = await download.NotYetAsync(Prices());

        Assert.StartsWith(download.Server.Url(Path), message);
        Assert.Contains("answered broken JSON (it does not end, or has a text that is no Unicode) instead of JSON with 'redirectUrl'", message);
        Assert.DoesNotContain("hidden", message);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task The_first_steps_statuses_of_not_yet_are_its_own(int status)
    {
        download.Server.On(Path, Replies.Status(status, body: """{"status":400}"""));

        Assert.Contains($"answered {status}", await download.NotYetAsync(Prices()));
    }

    [Fact]
    public async Task The_second_steps_400_is_a_failure()
    {
        download.Server.On(Path, Replies.Json("""{"redirectUrl":"~/api/download/?token=abc"}""")).On("/api/download/", Replies.Status(400));

        Assert.Contains("answered 400", await download.PermanentAsync(Prices()));
    }

    [Fact]
    public async Task The_token_is_never_shown()
    {
        download.Server.On(Path, Replies.Json("""{"redirectUrl":"~/api/download/?token=hidden","token":"hidden"}"""))
            .On("/api/download/", Replies.Status(500), Replies.Cut(new byte[100], 10), Replies.File(Text));

        var first = await download.TransientAsync(Prices());
        var second = await download.TransientAsync(Prices());
        await download.GotAsync(Prices());

        Assert.StartsWith($"{download.Server.Url("/api/download/")}?*** answered 500", first);
        Assert.DoesNotContain(
            download.Log.Concat(download.Run.Reports.Select(report => report.Message)).Append(first).Append(second), line => line.Contains("hidden"));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/file")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:pass@127.0.0.1/")]
    public async Task An_address_that_is_no_web_address_is_refused(string address)
    {
        download.Server.On(Path, Replies.Json($$"""{"redirectUrl":"{{address}}"}"""));

        Assert.Contains("is no http or https address", await download.PermanentAsync(Prices()));
    }

    [Fact]
    public async Task An_address_on_a_private_network_is_refused()
    {
        download.Server.On(Path, Replies.Json("""{"redirectUrl":"http://10.0.0.1/file"}"""));

        Assert.Contains("Refused to connect to 10.0.0.1", await download.PermanentAsync(Prices()));
    }

    [Fact]
    public async Task A_first_answer_without_end_is_a_failure()
    {
        download.Server.On(Path, Replies.Endless());

        Assert.Contains("more than 65536 bytes", await download.TransientAsync(Prices()));
    }

    [Fact]
    public async Task A_first_answer_that_is_cut_is_a_failure()
    {
        download.Server.On(Path, Replies.Cut("""{"redirectUrl":"~/api/download/?token=abc"}"""u8.ToArray(), sent: 20));

        Assert.Contains("was cut after 20 of", await download.TransientAsync(Prices()));
    }

    private DownloadFile Prices() => download.Prices(Ask) with { TwoSteps = new(), Expect = new() { FirstLine = "Status do Arquivo: Final" } };
}
