using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Queue;

public sealed class ResultJsonTests
{
    private static readonly Loaded Everything = new(
        new LocalDate(2026, 11, 20), new LocalTime(20, 30), Instant.FromUtc(2026, 11, 20, 23, 30), Duration.FromMinutes(5), RunState.Succeeded);

    [Fact]
    public void Times_and_words_stand_in_a_result_as_people_write_them() => Assert.Equal(
        """{"day":"2026-11-20","at":"20:30:00","ended":"2026-11-20T23:30:00Z","took":"PT5M","state":"Succeeded"}""", Written().GetRawText());

    [Fact]
    public void What_is_handed_over_is_read_back() => Assert.Equal(Everything, Written().Deserialize<Loaded>(ResultJson.Options));

    [Fact]
    public void A_letter_is_written_as_itself_whoever_says_how_its_type_is_written()
    {
        string[] texts = ["ação <&> ç"];
        var escaping = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        var type = (JsonTypeInfo<string[]>)escaping.GetTypeInfo(typeof(string[]));

        Assert.Equal("""["ação <&> ç"]""", TextOf(AttemptOutcome.Succeeded(texts)));
        Assert.Equal("""["ação <&> ç"]""", TextOf(AttemptOutcome.Succeeded(texts, type)));

        static string TextOf(AttemptOutcome outcome) => Assert.IsType<AttemptOutcome.Success>(outcome).Result!.Value.GetRawText();
    }

    private static JsonElement Written() => Assert.IsType<AttemptOutcome.Success>(AttemptOutcome.Succeeded(Everything)).Result!.Value;

    private sealed record Loaded(LocalDate Day, LocalTime At, Instant Ended, Duration Took, RunState State);
}
