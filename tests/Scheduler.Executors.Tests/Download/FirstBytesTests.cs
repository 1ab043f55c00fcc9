using System.Text;
using RoutineScheduler.Executors.Download;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

/// <summary>What is taken for a web page, by how it begins and what the server called it.</summary>
public sealed class FirstBytesTests
{
    [Theory]
    [InlineData("<!DOCTYPE html>")]
    [InlineData("<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">")]
    [InlineData("<HTML>")]
    [InlineData("<html xmlns=\"http://www.w3.org/1999/xhtml\">")]
    [InlineData("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">")]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- x -->\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">")]
    [InlineData("<!-- x --><html lang=\"pt\">")]
    [InlineData("<!DOCTYPE\nhtml>")]
    [InlineData("<!DOCTYPE  html>")]
    [InlineData("<!DOCTYPE\thtml>")]
    [InlineData("<!-- x -->\u00A0\u200B\uFEFF<html>")]
    [InlineData("\u00A0<!DOCTYPE html>")]
    [InlineData("\u200B\u2060<html>")]
    [InlineData("<![if !IE]><html>")]
    [InlineData("<!--[if IE]><html class=\"ie\"><![endif]-->\n<!--[if !IE]><!--><html><!--<![endif]-->")]
    [InlineData("<!-- only -->\n")]
    [InlineData("<!-- without an end")]
    public void A_page_that_says_so_is_one_whatever_it_is_called(string begin) =>
        Assert.All(["text/html", "application/xml", "text/csv", "text/plain", null], type => Assert.True(IsWebPage(begin, type)));

    [Theory]
    [InlineData("<head><title>502</title>", "text/html")]
    [InlineData("<TITLE>Moved</TITLE>", "text/html")]
    [InlineData("<center><h1>502</h1></center>", "text/plain")]
    [InlineData("<meta http-equiv=\"refresh\">", null)]
    [InlineData("<body>", "application/octet-stream")]
    [InlineData("<p>Not found</p>", "text/html")]
    [InlineData("<!-- x --><script>", "Text/HTML")]
    [InlineData("<br/>", "application/xhtml+xml")]
    public void A_part_of_a_page_is_one_where_nothing_says_that_it_is_something_else(string begin, string? mediaType) =>
        Assert.True(IsWebPage(begin, mediaType));

    [Theory]
    [InlineData("text/html", true)]
    [InlineData("Application/XHTML+XML", true)]
    [InlineData("application/xml", false)]
    [InlineData("text/csv", false)]
    [InlineData(null, false)]
    public void What_follows_a_comment_out_of_sight_is_what_the_server_calls_it(string? mediaType, bool isPage)
    {
        var comment = $"<!-- {new string('x', FileFacts.HeadLength)}"[..FileFacts.HeadLength];

        Assert.Equal(isPage, IsWebPage(comment, mediaType));
        Assert.Equal(isPage, IsWebPage(comment[..^3] + "-->", mediaType));
        Assert.False(IsWebPage("<?xml version=\"1.0\"?>" + comment[..^21], mediaType));
    }

    [Theory]
    [InlineData("\u00A0")]
    [InlineData("\u200B")]
    [InlineData("\uFEFF")]
    public void No_blanks_push_a_page_out_of_sight(string blank)
    {
        using var measure = new FileMeasure();
        measure.Append(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(blank, FileFacts.HeadLength)) + "<html>"));

        Assert.True(FirstBytes.IsWebPage(measure.Facts().Begin.Span, "text/csv"));
    }

    [Theory]
    [InlineData("<!DOCTYPE prices>\n<prices/>", "text/html")]
    [InlineData("<!DOCTYPE\nhtmlprices>", "text/html")]
    [InlineData("<?xml version=\"1.0\"?><Document xmlns=\"urn:bvmf.052.01.xsd\">", "text/html")]
    [InlineData("<?xml version=\"1.0\"?><body>", "text/html")]
    [InlineData("<?xml version=\"1.0\"?>\n<meta>", "application/xml")]
    [InlineData("<!-- x --><?xml version=\"1.0\"?><title>", null)]
    [InlineData("<body xmlns=\"urn:prices\">", "text/html")]
    [InlineData("<style\n  xmlns:x=\"urn:prices\">", null)]
    [InlineData("<title>", "application/xml")]
    [InlineData("<style>", "text/xml")]
    [InlineData("<body>", "text/csv")]
    [InlineData("<TICKER>,<PER>,<DTYYYYMMDD>,<CLOSE>", "text/html")]
    [InlineData("<TICKER>,<PER>,<DTYYYYMMDD>,<CLOSE>", "text/plain")]
    [InlineData("<precos><preco/></precos>", "text/html")]
    [InlineData("<html.prices/>", "application/xml")]
    [InlineData("2026-10-02;PETR4", "text/html")]
    [InlineData("", "text/html")]
    public void Data_is_none_whatever_it_is_called(string begin, string? mediaType) => Assert.False(IsWebPage(begin, mediaType));

    private static bool IsWebPage(string begin, string? mediaType) => FirstBytes.IsWebPage(Encoding.UTF8.GetBytes(begin), mediaType);
}
