using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cron;
using Xunit;

namespace RoutineScheduler.Core.Tests.Cron;

/// <summary>Every question of the oracle files, compared by instant and by offset.</summary>
public sealed class CronOracleTests
{
    [Theory]
    [InlineData("cases.jsonl", 2_672)]
    [InlineData("sao_paulo.jsonl", 2_955)]
    [InlineData("other_zones.jsonl", 4_652)]
    public void Every_question_is_answered_as_the_oracle_answers_it(string file, int lines)
    {
        var questions = File.ReadLines(OracleData.File("cron", file)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var wrong = questions.Select(Difference).OfType<string>().ToList();

        Assert.Equal(lines, questions.Count);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {lines} are answered otherwise:\n{string.Join('\n', wrong.Take(20))}");
    }

    private static string? Difference(JsonElement question)
    {
        var expected = question.GetProperty("expect") is { ValueKind: JsonValueKind.Array } instants
            ? instants.EnumerateArray().Select(Parse).ToList()
            : null;
        var answer = Answer(question.GetProperty("ask"));
        var same = expected is null ? answer is null : answer is not null && answer.SequenceEqual(expected);
        return same ? null : $"{question} <- {(answer is null ? "refused" : string.Join(", ", answer))}";
    }

    /// <summary>
    /// Null where the question is refused: what is wrong with a question itself is judged here, what is wrong with an expression there.
    /// </summary>
    private static List<OffsetDateTime>? Answer(JsonElement ask)
    {
        if (!IsAQuestion(ask) || Zone(ask) is not { } zone
            || !OffsetDateTimePattern.Rfc3339.Parse(Text(ask, "after")!).TryGetValue(default, out var after))
        {
            return null;
        }

        var dialect = Text(ask, "dialect") == "seconds-last" ? CronDialect.SecondsLast : CronDialect.Standard;
        var dayFields = Text(ask, "dayFields") == "both" ? DayFields.Both : DayFields.Either;
        try
        {
            var schedule = CronSchedule.Parse(Text(ask, "expression")!, dialect, dayFields);
            Assert.Equal(schedule, CronSchedule.Parse(schedule.Canonical, dayFields: dayFields));
            return
            [
                .. schedule.NextAfter(after.ToInstant(), zone, ask.GetProperty("count").GetInt32()).Select(at => at.InZone(zone).ToOffsetDateTime()),
            ];
        }
        catch (CronException refused)
        {
            Assert.All(refused.Problems, problem => Assert.InRange(problem.Column, 1, refused.Expression.Length + 1));
            Assert.All(refused.Problems, problem => Assert.NotEmpty(problem.Allowed));
            return null;
        }
    }

    private static bool IsAQuestion(JsonElement ask) =>
        Text(ask, "ask") == "cron-next" && Text(ask, "expression") is not null && Text(ask, "after") is not null
        && Text(ask, "dayFields") is "either" or "both" && Text(ask, "dialect") is "standard" or "seconds-last"
        && ask.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var number) && number >= 0;

    private static DateTimeZone? Zone(JsonElement ask) =>
        !ask.TryGetProperty("zone", out _) ? DateTimeZone.Utc : Text(ask, "zone") is { } id ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : null;

    private static string? Text(JsonElement ask, string name) =>
        ask.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static OffsetDateTime Parse(JsonElement instant) => OffsetDateTimePattern.Rfc3339.Parse(instant.GetString()!).Value;
}
