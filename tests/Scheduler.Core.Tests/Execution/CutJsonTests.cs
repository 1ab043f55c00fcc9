using System.Text.Json;
using RoutineScheduler.Execution;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

public class CutJsonTests
{
    [Fact]
    public void What_is_short_enough_stays_as_it_is()
    {
        const string Text = """{"a":1,"a":"twice"}""";

        Assert.Same(Text, CutJson.Of(Text));
        Assert.Null(CutJson.Of(null));
    }

    [Fact]
    public void Long_texts_are_cut_and_say_so_and_what_stands_beside_them_stays()
    {
        var body = new string('x', 200_000);

        var kept = JsonDocument.Parse(CutJson.Of($$"""{"url":"http://here","body":"{{body}}","rows":[7,"{{body}}"],"rows":null}""")!).RootElement;

        Assert.Equal("http://here", kept.GetProperty("url").GetString());
        Assert.Equal(
            $"{body[..CutJson.MaxTextWithin]}\n… cut: {200_000 - CutJson.MaxTextWithin} more characters", kept.GetProperty("body").GetString());
        Assert.Equal(["url", "body", "rows", "rows"], kept.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Of_very_many_values_the_beginning_is_kept_and_it_says_so()
    {
        var json = JsonSerializer.Serialize(Enumerable.Range(0, 50_000));

        var kept = CutJson.Of(json)!;

        Assert.InRange(kept.Length, 1, AttemptEnding.MaxText);
        var cut = JsonDocument.Parse(kept).RootElement.GetProperty("cut").GetString()!;
        Assert.StartsWith("[0,1,2,3,", cut, StringComparison.Ordinal);
        Assert.EndsWith($"… cut: {json.Length - AttemptEnding.MaxText / 2} more characters", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_of_two_halves_is_not_cut_in_two()
    {
        var json = JsonSerializer.Serialize(new string('x', CutJson.MaxTextWithin - 1) + string.Concat(Enumerable.Repeat("😀", 20_000)));

        Assert.DoesNotContain('\uFFFD', JsonDocument.Parse(CutJson.Of(json)!).RootElement.GetString()!);
    }

    [Fact]
    public void What_nobody_can_read_as_text_is_cut_as_a_whole()
    {
        var cut = CutJson.Of($$"""{"a":"\ud800{{new string('x', 40_000)}}"}""")!;

        Assert.StartsWith("""{"cut":"{\"a\":\"\\ud800xxx""", cut);
        Assert.True(cut.Length <= AttemptEnding.MaxText);
    }
}
