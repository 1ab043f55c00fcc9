using System.ComponentModel.DataAnnotations;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Tests.Servers;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

public sealed class ParametersTests
{
    [Fact]
    public void All_of_them_can_be_read_from_JSON()
    {
        var file = Read("""
            {"url":"https://arquivos.b3.com.br/x","to":"b3.zip","twoSteps":{"baseUrl":"https://arquivos.b3.com.br"},"headers":{"Accept":"*/*"},
             "expect":{"contentTypes":["application/zip"],"whenUnmet":"Transient","notAvailableStatuses":[404,503]},
             "unzip":{"into":"b3","maxEntries":3},"maxBytes":100,"totalFor":"PT1H30M","idleFor":"PT0.5S"}
            """);

        Assert.Equal((Duration.FromMinutes(90), Duration.FromMilliseconds(500), 100L), (file.TotalFor, file.IdleFor, file.MaxBytes));
        Assert.Equal((WhenUnmet.Transient, 3, "redirectUrl"), (file.Expect.WhenUnmet, file.Unzip!.MaxEntries, file.TwoSteps!.AddressProperty));
        Assert.Equal([404, 503], file.Expect.NotAvailableStatuses);
    }

    [Fact]
    public void What_is_written_can_be_read()
    {
        var file = new DownloadFile { Url = "https://a.example", To = "a", TotalFor = Duration.FromDays(1) + Duration.FromSeconds(1.5) };

        var json = ParameterJson.Write(file, ParameterJson.ByReflection());

        Assert.Contains("\"totalFor\":\"P1DT1.5S\"", json);
        Assert.Equal(file.TotalFor, Read(json).TotalFor);
    }

    [Theory]
    [InlineData("""{"url":"https://a.example"}""", "to")]
    [InlineData("""{"url":"https://a.example","to":"a","expct":{}}""", "$.expct")]
    [InlineData("""{"url":"https://a.example","to":"a","idleFor":"00:05:00"}""", "$.idleFor")]
    [InlineData("""{"url":"https://a.example","to":"a","expect":null}""", "expect")]
    [InlineData("""{"url":"https://a.example","to":"a","expect":{"whenUnmet":"Never"}}""", "$.expect.whenUnmet")]
    [InlineData("""{"url":"https://a.example","to":"a","unzip":{"maxRatio":0}}""", "Unzip.MaxRatio is 0; give it 1 to 1,032.")]
    public void What_cannot_be_read_says_where(string json, string where) =>
        Assert.Contains(where, Assert.Throws<ParametersUnreadableException>(() => Read(json)).Message);

    [Fact]
    public void The_results_short_form_works() => Assert.Equal(75_000, new DownloadedFile("b3.csv", 75_000).Rows);

    [Fact]
    public void Defaults_have_no_problems() => Assert.Empty(Problems(new DownloadFile { Url = "https://a.example", To = "a.csv" }));

    [Fact]
    public void A_path_with_a_NUL_is_told_when_templates_are_resolved() => Assert.Equal(
        ["Expect.NotSameAs has a NUL in it, which no path may have.", "Unzip.Into has a NUL in it, which no path may have."],
        DownloadProblems.Of(new DownloadFile
        {
            Url = "https://a.example",
            To = "a.zip",
            Unzip = new() { Into = "a\0b" },
            Expect = new() { NotSameAs = "a\0b" },
        }).Select(problem => problem.Message).Order(StringComparer.Ordinal));

    [Fact]
    public void A_date_in_the_syntax_of_load_file_is_told_wherever_it_stands() => Assert.Equal(
        [
            ("url", "Url has {date:…}, which means something to load-file only; write {orderDate:…}."),
            ("twoSteps.baseUrl", "TwoSteps.BaseUrl has {date:…}, which means something to load-file only; write {orderDate:…}."),
            ("to", "To has {date:…}, which means something to load-file only; write {orderDate:…}."),
            ("unzip.into", "Unzip.Into has {date:…}, which means something to load-file only; write {orderDate:…}."),
            ("expect.notSameAs", "Expect.NotSameAs has {date:…}, which means something to load-file only; write {orderDate:…}."),
        ],
        DownloadProblems.Of(new DownloadFile
        {
            Url = "https://a.example/{date:yyyyMMdd}",
            To = "a-{date:yyyyMMdd}.zip",
            TwoSteps = new() { BaseUrl = "https://a.example/{date:yyyy}/" },
            Unzip = new() { Into = "a-{date:yyyyMMdd}" },
            Expect = new() { NotSameAs = "b-{DATE:yyyyMMdd}.zip" },
        }).Select(problem => (problem.Of, problem.Message)));

    [Fact]
    public void All_problems_are_found_at_once_when_a_routine_is_defined()
    {
        var problems = Problems(new DownloadFile
        {
            Url = "https://a.example",
            To = "a.zip",
            MaxBytes = 0,
            TotalFor = Duration.Zero,
            IdleFor = Duration.FromDays(8),
            Unzip = new() { MaxEntries = 0 },
            Expect = new() { MinimumBytes = -1, FirstLineMatches = "(", NotAvailableStatuses = [200] },
            TwoSteps = new() { AddressProperty = " ", NotAvailableStatuses = [99] },
            Headers = new Dictionary<string, string>
            {
                ["Content-Length"] = "1",
                ["Sp ace"] = "1",
                ["X-Line"] = "a\r\nb",
                ["Content-Type"] = "text/csv",
                ["X-Word"] = "ação",
            },
        });

        string[] beginnings =
        [
            "Expect.FirstLine asks", "Expect.FirstLineMatches '('", "Expect.MinimumBytes is -1; give it at least 0.",
            "Expect.NotAvailableStatuses has 200", "Headers has 'Sp ace'",
            "Headers has Content-Length", "Headers has Content-Type, which describes a body", "IdleFor is 8", "MaxBytes is 0; give it at least 1.",
            "The value of header X-Line", "The value of header X-Word has a letter that is not ASCII", "TotalFor is 0",
            "TwoSteps.AddressProperty is empty",
            "TwoSteps.NotAvailableStatuses has 99", "Unzip.MaxEntries is 0; give it 1 to 1,000,000.",
        ];
        Assert.Collection(
            problems.Order(StringComparer.Ordinal),
            [.. beginnings.Select(beginning => (Action<string>)(problem => Assert.StartsWith(beginning, problem)))]);
    }

    [Theory]
    [InlineData("ftp://a.example/x", "Url is no http or https address")]
    [InlineData("/x", "Url is no http or https address")]
    [InlineData("", "Url is no http or https address")]
    [InlineData("https://joe:hidden@a.example/x", "put it into the header Authorization")]
    public async Task An_address_that_cannot_be_asked_is_the_definitions_mistake(string url, string problem)
    {
        await using var download = new ADownload();

        var message = await download.PermanentAsync(download.Prices() with { Url = url });

        Assert.Contains(problem, message);
        Assert.DoesNotContain("hidden", message);
    }

    [Theory]
    [InlineData("../prices.csv", "leaves the run's artifact folder")]
    [InlineData("a/../../prices.csv", "leaves the run's artifact folder")]
    [InlineData("", "names no file")]
    [InlineData("a/", "names no file")]
    [InlineData("..", "names no file")]
    [InlineData("folder", "is a folder")]
    public async Task A_target_that_cannot_be_written_is_the_definitions_mistake(string to, string problem)
    {
        await using var download = new ADownload();
        download.Server.On("/prices.csv", Replies.File("x"));
        Directory.CreateDirectory(download.At("folder"));

        Assert.Contains(problem, await download.PermanentAsync(download.Prices(to: to)));
        Assert.Empty(download.Server.Requests);
    }

    [Fact]
    public async Task A_whole_path_is_taken_as_given()
    {
        using var elsewhere = new AFolder();
        await using var download = new ADownload();
        download.Server.On("/prices.csv", Replies.File("x"));

        await download.GotAsync(download.Prices(to: elsewhere.At("new", "prices.csv")));

        Assert.Equal(["new/prices.csv"], elsewhere.Files);
    }

    [Theory]
    [InlineData("https://a.example/x?fileName=Trade&date=2026-10-02", "https://a.example/x?fileName=Trade&date=2026-10-02")]
    [InlineData("https://a.example/x?api_key=1&Signature=2&t=3&plain", "https://a.example/x?api_key=***&Signature=***&t=3&***")]
    [InlineData("https://a.example/x?v=0123456789012345678901234567890123456789a", "https://a.example/x?v=***")]
    [InlineData("https://joe:secret@a.example:8443/x#y", "https://a.example:8443/x")]
    public void A_shown_address_keeps_what_looks_harmless(string url, string shown) => Assert.Equal(shown, ShownUrl.Of(new Uri(url)));

    private static DownloadFile Read(string json) => ParameterJson.Read<DownloadFile>(json, ParameterJson.ByReflection());

    private static List<string> Problems(DownloadFile file)
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(file, new ValidationContext(file), found, validateAllProperties: true);
        return [.. found.Select(problem => problem.ErrorMessage!)];
    }
}
