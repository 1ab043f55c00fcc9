using System.Text;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Tests.Servers;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

/// <summary>What a server says instead of the file, and what becomes of it.</summary>
public sealed class AvailabilityTests : IAsyncLifetime
{
    private const string Page = "<!DOCTYPE html>\r\n<html><body>Arquivo indisponível</body></html>";

    private readonly ADownload download = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => download.DisposeAsync();

    [Theory]
    [InlineData(404, typeof(AttemptOutcome.NotAvailable))]
    [InlineData(204, typeof(AttemptOutcome.NotAvailable))]
    [InlineData(206, typeof(AttemptOutcome.TransientFailure))]
    [InlineData(304, typeof(AttemptOutcome.TransientFailure))]
    [InlineData(400, typeof(AttemptOutcome.PermanentFailure))]
    [InlineData(401, typeof(AttemptOutcome.PermanentFailure))]
    [InlineData(403, typeof(AttemptOutcome.PermanentFailure))]
    [InlineData(408, typeof(AttemptOutcome.TransientFailure))]
    [InlineData(410, typeof(AttemptOutcome.PermanentFailure))]
    [InlineData(425, typeof(AttemptOutcome.TransientFailure))]
    [InlineData(429, typeof(AttemptOutcome.TransientFailure))]
    [InlineData(500, typeof(AttemptOutcome.TransientFailure))]
    [InlineData(503, typeof(AttemptOutcome.TransientFailure))]
    public async Task A_status_is_not_yet_or_passing_or_final(int status, Type outcome)
    {
        download.Server.On("/prices.csv", Replies.Status(status));

        Assert.IsType(outcome, await download.GetAsync());
        Assert.Empty(download.Files);
    }

    [Fact]
    public async Task A_status_can_be_named_as_not_yet()
    {
        download.Server.On("/prices.csv", Replies.Status(403));

        await download.NotYetAsync(download.Prices() with { Expect = new() { NotAvailableStatuses = [403, 404] } });
    }

    [Fact]
    public async Task A_final_status_says_what_and_where_and_what_would_be_right()
    {
        download.Server.On("/prices.csv", Replies.Status(400));

        Assert.Equal(
            $"{download.Server.Url("/prices.csv")} answered 400 BadRequest. " +
            "Look at the URL; where this status means 'not published yet', add 400 to Expect.NotAvailableStatuses.",
            await download.PermanentAsync());
    }

    [Theory]
    [InlineData("Retry-After: 120", "and asks to wait 120 s")]
    [InlineData("Retry-After: Fri, 02 Oct 2026 23:30:00 GMT", "and asks to wait until 2026-10-02 23:30:00 UTC")]
    public async Task How_long_a_server_asks_to_wait_is_told(string header, string told)
    {
        download.Server.On("/prices.csv", Replies.Status(429, header + "\r\n"));

        Assert.Contains(told, await download.TransientAsync());
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/csv")]
    public async Task A_web_page_with_status_200_is_not_the_file(string contentType)
    {
        download.Server.On("/prices.csv", Replies.File(Page, contentType));

        Assert.Contains("it is a web page that begins '<!DOCTYPE html>'", await download.NotYetAsync());
    }

    [Theory]
    [InlineData("\r\n \t", 400, "<html><body>x", "text/html")]
    [InlineData("\n", 100_000, "<html><body>x", "text/csv")]
    [InlineData("", 0, "<!-- served by x -->\n<!-- y -->\n<HTML>", "application/octet-stream")]
    [InlineData("", 0, "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC>\n<html>", "application/octet-stream")]
    [InlineData("", 0, "<center><h1>502</h1></center>", "text/plain")]
    public async Task Nothing_that_stands_before_a_web_page_hides_it(string blanks, int times, string page, string contentType)
    {
        download.Server.On("/prices.csv", Replies.File(string.Concat(Enumerable.Repeat(blanks, times)) + page, contentType));

        Assert.Contains($"it is a web page that begins '{page.Split('\n')[0]}'", await download.NotYetAsync());
    }

    [Theory]
    [InlineData(false, "text/html")]
    [InlineData(true, "text/html")]
    [InlineData(false, "text/csv")]
    public async Task A_web_page_in_UTF_16_is_one_too(bool isBigEndian, string contentType)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        byte[] page = [.. encoding.GetPreamble(), .. encoding.GetBytes("\r\n" + Page)];
        download.Server.On("/prices.csv", Replies.File(page, contentType));

        Assert.Contains("it is a web page that begins '<!DOCTYPE html>'", await download.NotYetAsync());
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<precos><preco/></precos>")]
    [InlineData("<!-- header -->\n<header><preco/></header>")]
    [InlineData("<head-line/>")]
    public async Task A_file_of_XML_is_kept(string xml)
    {
        download.Server.On("/prices.csv", Replies.File(xml, "application/xml"));

        await download.GotAsync();
    }

    [Fact]
    public async Task A_web_page_is_kept_where_one_is_wanted()
    {
        download.Server.On("/prices.csv", Replies.File(Page, "text/html"));

        Assert.Equal(2, (await download.GotAsync(download.Prices() with { Expect = new() { Html = true } })).Rows);
    }

    [Fact]
    public async Task A_price_file_that_is_called_html_is_kept()
    {
        download.Server.On("/prices.csv", Replies.File("2026-10-02;PETR4\n", "text/html"));

        Assert.Equal(1, (await download.GotAsync()).Rows);
    }

    [Fact]
    public async Task An_empty_file_is_not_the_file()
    {
        download.Server.On("/prices.csv", Replies.File(""));

        Assert.Contains("it is empty", await download.NotYetAsync());
    }

    [Fact]
    public async Task A_file_below_its_minimum_is_not_the_file()
    {
        download.Server.On("/prices.csv", Replies.File("0123456789"));

        Assert.Contains("it has 10 bytes, at least 11 are expected", await download.NotYetAsync(With(new() { MinimumBytes = 11 })));
        await download.GotAsync(With(new() { MinimumBytes = 10 }));
    }

    [Theory]
    [InlineData(WhenUnmet.NotAvailableYet, typeof(AttemptOutcome.NotAvailable))]
    [InlineData(WhenUnmet.Transient, typeof(AttemptOutcome.TransientFailure))]
    [InlineData(WhenUnmet.Permanent, typeof(AttemptOutcome.PermanentFailure))]
    public async Task The_routine_says_what_a_wrong_file_is_taken_for(WhenUnmet unmet, Type outcome)
    {
        download.Server.On("/prices.csv", Replies.File("short", "text/plain"));

        Assert.IsType(outcome, await download.GetAsync(With(new() { MinimumBytes = 11, WhenUnmet = unmet })));
        Assert.IsType(outcome, await download.GetAsync(With(new() { ContentTypes = ["text/csv"], WhenUnmet = unmet })));
        Assert.Empty(download.Files);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        download.Server.On("/prices.csv", Replies.File("Status do Arquivo: Parcial\n"));

        var message = await download.NotYetAsync(With(new() { MinimumBytes = 1000, FirstLine = "Status do Arquivo: Final" }));

        Assert.EndsWith(
            "it has 27 bytes, at least 1000 are expected; its first line is 'Status do Arquivo: Parcial', expected is 'Status do Arquivo: Final'.",
            message);
    }

    [Theory]
    [InlineData("text/csv", true)]
    [InlineData("TEXT/*", true)]
    [InlineData("application/zip", false)]
    [InlineData("text/cs", false)]
    public async Task A_content_type_is_compared_whole_or_by_its_kind(string allowed, bool isMet)
    {
        download.Server.On("/prices.csv", Replies.File("a;b", "text/csv; charset=ISO-8859-1"));

        Assert.Equal(isMet, await download.GetAsync(With(new() { ContentTypes = [allowed] })) is AttemptOutcome.Success);
    }

    [Fact]
    public async Task A_wrong_content_type_is_seen_before_the_body_is_read()
    {
        download.Server.On("/prices.csv", Replies.Endless());

        Assert.Contains(
            "its content type is '', expected is text/csv or text/plain",
            await download.NotYetAsync(With(new() { ContentTypes = ["text/csv", "text/plain"] })));
    }

    [Theory]
    [InlineData("Status do Arquivo: Final\r\nx", true)]
    [InlineData("\u00ef\u00bb\u00bfStatus do Arquivo: Final", true)]
    [InlineData("Status do Arquivo: Final \nx", true)]
    [InlineData("Status do Arquivo: Parcial\r\nStatus do Arquivo: Final", false)]
    public async Task The_first_line_is_compared_whole(string text, bool isMet)
    {
        download.Server.On("/prices.csv", Replies.File(text));

        Assert.Equal(isMet, await download.GetAsync(With(new() { FirstLine = "Status do Arquivo: Final" })) is AttemptOutcome.Success);
    }

    [Fact]
    public async Task The_first_line_is_read_as_Latin_1_where_it_is_no_UTF_8()
    {
        download.Server.On("/prices.csv", Replies.File("Situação: Concluída\n"));

        Assert.Contains(
            "'Situação: Concluída' does not match ^Parcial", await download.NotYetAsync(With(new() { FirstLineMatches = "^Parcial" })));
        await download.GotAsync(With(new() { FirstLine = "Situação: Concluída" }));
        await download.GotAsync(With(new() { FirstLineMatches = "^Situação" }));
    }

    [Fact]
    public async Task An_expression_that_does_not_end_is_the_definitions_mistake()
    {
        download.Server.On("/prices.csv", Replies.File(new string('a', 5000) + "!"));

        Assert.Contains("did not come to an end", await download.PermanentAsync(With(new() { FirstLineMatches = "^(a+)+$" })));
    }

    [Fact]
    public async Task Yesterdays_content_is_not_todays_file()
    {
        download.Server.On("/prices.csv", Replies.File("1;2\n"), Replies.File("1;2\n"), Replies.File("1;3\n"));
        var file = With(new() { NotSameAs = "kept_20261001.csv" });

        await download.GotAsync(file with { To = "kept_20261001.csv", Expect = new() });
        Assert.Contains($"still brings the content of {download.At("kept_20261001.csv")}", await download.NotYetAsync(file));
        await download.GotAsync(file);
    }

    [Fact]
    public async Task Where_there_is_no_file_of_yesterday_there_is_nothing_to_compare()
    {
        download.Server.On("/prices.csv", Replies.File("1;2\n"));

        await download.GotAsync(With(new() { NotSameAs = "prices_20261001.csv" }));

        Assert.Contains(download.Log, line => line.Contains("to compare with"));
    }

    [Fact]
    public async Task A_file_cannot_differ_from_itself()
    {
        download.Server.On("/prices.csv", Replies.File("1;2\n"));

        Assert.Contains("names the target itself", await download.PermanentAsync(With(new() { NotSameAs = "./prices.csv" })));
    }

    private DownloadFile With(Expectations expect) => download.Prices() with { Expect = expect };
}
