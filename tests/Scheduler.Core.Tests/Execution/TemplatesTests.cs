using System.Text.Json.Nodes;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>Friday, 20 November 2026: a holiday of b3 and anbima, shifted from Thursday.</summary>
public class TemplatesTests
{
    private static readonly BusinessCalendar Anbima = CalendarSet.Brazilian.Get("anbima");

    private static readonly IReadOnlyList<PredecessorResult> Results =
    [
        new("source", new RunId(7), """{"path":"b3.csv","Rows":75000,"file":{"name":"a\"b","ok":true,"none":null}}""", []),
        new("source.daily", new RunId(8), "\"text\"", []),
        new("twice", new RunId(10), """{"path":"first","path":"last","in":{"a":1,"a":2}}""", []),
        new("silent", new RunId(9), null, []),
    ];

    [Theory]
    [InlineData("{orderDate}", "2026-11-20")]
    [InlineData("{orderDate:yyyyMMdd}", "20261120")]
    [InlineData("{orderDate:dd/MM/yyyy}", "20/11/2026")]
    [InlineData("{orderDate:dd.MM.yy}", "20.11.26")]
    [InlineData("{orderDate-1bd:yyyyMMdd}", "20261119")]
    [InlineData("{orderDate+1bd:yyyyMMdd}", "20261123")]
    [InlineData("{orderDate-10bd(b3):yyyyMMdd}", "20261106")]
    [InlineData("{orderDate+1bd(b3)}", "2026-11-23")]
    [InlineData("{orderDate+2d:yyyyMMdd}", "20261122")]
    [InlineData("{orderDate-20d}", "2026-10-31")]
    [InlineData("{baseDate:yyyyMMdd}", "20261119")]
    [InlineData("{baseDate+0bd}", "2026-11-19")]
    [InlineData("{routine} {run}", "it 42")]
    [InlineData("{result:source.path}", "b3.csv")]
    [InlineData("{result:source.rows}", "75000")]
    [InlineData("{result:source.file.name}", "a\"b")]
    [InlineData("{result:source.file.ok}", "true")]
    [InlineData("{result:source.file}", """{"name":"a\"b","ok":true,"none":null}""")]
    [InlineData("{result:source.daily}", "text")]
    [InlineData("{result:twice.path}", "last")]
    [InlineData("{result:twice.in.a}", "2")]
    [InlineData("{result:twice.in}", """{"a":1,"a":2}""")]
    [InlineData("{secret:DB}", "pass-word")]
    [InlineData("a{orderDate:yyyy}b{run}c", "a2026b42c")]
    [InlineData("{date:yyyyMMdd} {date} {date-1bd:dd}", "{date:yyyyMMdd} {date} {date-1bd:dd}")]
    [InlineData("{{orderDate:yyyy} {{run} {{nobody}", "{orderDate:yyyy} {run} {nobody}")]
    [InlineData("""{"a":{"b":[1,{}]},"c":"{}"}""", """{"a":{"b":[1,{}]},"c":"{}"}""")]
    [InlineData("{0} {} { run } {a b} {1:yyyy} } {", "{0} {} { run } {a b} {1:yyyy} } {")]
    [InlineData("no braces", "no braces")]
    [InlineData("ação {run} ã", "ação 42 ã")]
    public async Task A_template_stands_for(string text, string expected) => Assert.Equal(expected, await ResolvedAsync(text));

    [Theory]
    [InlineData("{ordrDate:yyyy}", "'{ordrDate:yyyy}' is no template: 'ordrDate' is unknown. Did you mean \"orderDate\"?")]
    [InlineData(
        "{weather}", "'weather' is unknown. Known are orderDate, baseDate, routine, run, result, secret; write '{{weather}' for the text itself.")]
    [InlineData("{orderDate:hh}", "'hh' in '{orderDate:hh}' is no date format")]
    [InlineData("{orderDate-1bd(b4)}", "Did you mean \"b3\"")]
    [InlineData("{orderDate-1bd(weather)}", "Known: anbima, b3, br, sao-paulo.")]
    [InlineData("{orderDate-\u0663d}", "is no date")]
    [InlineData("{orderDate-1b}", "'{orderDate-1b}' is no date: write it as {orderDate:yyyyMMdd}")]
    [InlineData("{orderDate -1bd}", "is no date")]
    [InlineData("{orderDate+2d(b3)}", "calendar days have no calendar; write +2bd(b3)")]
    [InlineData("{orderDate+0bd}", "2026-11-20 is no business day of \"anbima\"")]
    [InlineData("{orderDate+99999bd}", "lead outside")]
    [InlineData("{routine:x}", "routine takes nothing")]
    [InlineData("{run+1d}", "run takes nothing")]
    [InlineData("{result}", "names no result; write it as {result:download-b3.path}")]
    [InlineData("{result:}", "A routine key is missing")]
    [InlineData("{result:Source.path}", "Write it as {result:download-b3.path}")]
    [InlineData("{secret}", "names no secret; write {secret:NAME}")]
    [InlineData("{secret:}", "names no secret")]
    [InlineData("{secret:OTHER}", "there is no secret 'OTHER': set RoutineScheduler:Secrets:OTHER")]
    public async Task What_is_no_template_is_said_with_its_path(string text, string expected)
    {
        var wrong = await Assert.ThrowsAsync<ParametersUnreadableException>(() => ResolvedAsync(text));

        Assert.Equal("$.list[1].text", wrong.JsonPath);
        Assert.StartsWith("$.list[1].text: ", wrong.Message);
        Assert.Contains(expected, wrong.Message);
    }

    [Theory]
    [InlineData("{result:silent.path}", "silent", "it has edges to source (a result), source.daily (a result), twice (a result), silent (no result)")]
    [InlineData("{result:stranger.path}", "stranger", "finds no result")]
    [InlineData("{result:source.size}", "source", "the result of run 7 has no 'size'")]
    [InlineData("{result:source.file.none}", "source", "has no 'none'")]
    [InlineData("{result:source.path.length}", "source", "has no 'length'")]
    public async Task A_result_that_is_not_there_names_its_routine(string text, string routine, string expected)
    {
        var wrong = await Assert.ThrowsAsync<NoResultException>(() => ResolvedAsync(text));

        Assert.Equal(routine, wrong.Routine.Value);
        Assert.Contains(expected, wrong.Message);
    }

    [Fact]
    public async Task Names_numbers_and_nulls_are_left_alone()
    {
        const string Json = """{"{run}":1.50,"a":null,"b":[true,2e3,"{run}"],"c":{}}""";

        var resolved = await Templates.ResolveAsync(Json, Facts(), CancellationToken.None);

        Assert.Equal("""{"{run}":1.50,"a":null,"b":[true,2e3,"42"],"c":{}}""", resolved.Json);
    }

    [Fact]
    public async Task A_secret_with_quotes_and_braces_is_no_template_and_stays_one_text()
    {
        var facts = Facts() with { Secret = (_, _) => new("a\"{run}\\") };

        var resolved = await Templates.ResolveAsync("""{"t":"{secret:X}!"}""", facts, CancellationToken.None);

        Assert.Equal(("""{"t":"a\"{run}\\!"}""", """{"t":"***!"}"""), (resolved.Json, resolved.Masked));
    }

    private static async Task<string> ResolvedAsync(string text)
    {
        var json = new JsonObject { ["list"] = new JsonArray(1, new JsonObject { ["text"] = text }) };
        var resolved = await Templates.ResolveAsync(json.ToJsonString(), Facts(), TestContext.Current.CancellationToken);
        return JsonNode.Parse(resolved.Json)!["list"]![1]!["text"]!.GetValue<string>();
    }

    private static TemplateFacts Facts() => new(
        "it", new RunId(42), new LocalDate(2026, 11, 20), new LocalDate(2026, 11, 19), Anbima, CalendarSet.Brazilian, Results,
        (name, _) => new(name == "DB" ? "pass-word" : null));
}
