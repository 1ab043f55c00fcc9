using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Core.Tests;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Ask;

/// <summary>Every question of the oracle files, in one session each.</summary>
public sealed class CronQuestionTests
{
    [Theory]
    [InlineData("cases.jsonl", 2_672)]
    [InlineData("sao_paulo.jsonl", 2_955)]
    [InlineData("other_zones.jsonl", 4_652)]
    public async Task Every_question_is_answered_as_the_oracle_answers_it(string file, int lines)
    {
        var cases = File.ReadLines(OracleData.File("cron", file)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var answers = await Asked.LinesAsync(cases.Select(line => line.GetProperty("ask").GetRawText()));

        Assert.Equal(lines, answers.Count);
        var wrong = cases.Zip(answers).Where(pair => !IsAnswer(pair.First.GetProperty("expect"), pair.Second));
        Assert.Empty(wrong.Select(pair => $"{pair.First} <- {pair.Second}"));
    }

    [Theory]
    [InlineData(
        """{"ask":"cron-next","expression":"30 23 * * *","zone":"America/Sao_Paulo","after":"2018-02-17T12:00:00-02:00","""
        + """ "count":2,"dayFields":"either","dialect":"standard"}""",
        """{"instants":["2018-02-17T23:30:00-02:00","2018-02-18T23:30:00-03:00"]}""")]
    [InlineData("""{"ask":"cron-next","expression":"0 12 * * *","after":"2026-01-01T12:00:00Z"}""", """{"instants":["2026-01-02T12:00:00Z"]}""")]
    [InlineData(
        """{"ask":"cron-next","expression":"0 12 * * * 30","after":"2026-01-01T12:00:00Z","dialect":"seconds-last"}""",
        """{"instants":["2026-01-01T12:00:30Z"]}""")]
    [InlineData(
        """{"ask":"cron-next","expression":"0 12 * * *","zone":"America/Sao_Paulo","after":"1900-01-01T00:00:00Z"}""",
        """{"instants":["1900-01-01T12:00:00-03:06:28"]}""")]
    public async Task A_question_is_answered(string question, string answer) => Assert.Equal(answer, await Asked.LineAsync(question));

    [Theory]
    [InlineData("\"expression\":\"61 * * * *\",\"after\":\"2026-01-01T00:00:00Z\"", "minute", "0-59")]
    [InlineData("\"expression\":\"0 0 * * *\",\"after\":\"2026-01-01T00:00:00Z\",\"zone\":\"America/Sao_Paolo\"", "zone", "America/Sao_Paulo")]
    [InlineData("\"expression\":\"0 0 * * *\"", "after", "missing")]
    [InlineData("\"expression\":\"0 0 * * *\",\"after\":\"2026-01-01\"", "after", "offset")]
    [InlineData("\"expression\":\"0 0 * * *\",\"after\":\"9999-12-31T23:59:59-14:00\"", "after", "years 1 to 9999")]
    [InlineData("\"expression\":\"0 0 * * *\",\"after\":\"2026-01-01T00:00:00Z\",\"count\":100001", "count", "100000")]
    [InlineData("\"expression\":\"0 0 * * *\",\"after\":\"2026-01-01T00:00:00Z\",\"count\":1e400", "count", "whole number")]
    [InlineData("\"expression\":\"0 0 * * *\",\"after\":\"2026-01-01T00:00:00Z\",\"dayField\":\"both\"", "dayField", "Did you mean \"dayFields\"?")]
    [InlineData("\"expression\":\"0 0 * * *\\u0000x\",\"after\":\"2026-01-01T00:00:00Z\"", "U+0000", "allowed")]
    public async Task A_wrong_question_is_told_what_and_where(string properties, string where, string right)
    {
        var error = await Asked.ErrorAsync($$"""{"ask":"cron-next",{{properties}}}""");
        Assert.Contains(where, error);
        Assert.Contains(right, error);
    }

    private static bool IsAnswer(JsonElement expected, string line)
    {
        using var answer = JsonDocument.Parse(line);
        return expected.ValueKind == JsonValueKind.Array
            ? answer.RootElement.TryGetProperty("instants", out var instants) && Times(instants).SequenceEqual(Times(expected))
            : answer.RootElement.GetProperty("error").GetString() is { Length: > 0 };
    }

    private static List<OffsetDateTime> Times(JsonElement instants) =>
        [.. instants.EnumerateArray().Select(instant => OffsetDateTimePattern.Rfc3339.Parse(instant.GetString()!).Value)];
}
