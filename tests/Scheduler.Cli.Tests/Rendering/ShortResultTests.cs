using RoutineScheduler.Cli.Rendering;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Rendering;

public sealed class ShortResultTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("", "{}")]
    [InlineData("rows 4054 · source b3", """{"rows":4054,"source":"b3","rejects":["line 3"]}""")]
    [InlineData("read 5 · new 3 · rejected 2", """{"counts":{"read":5,"new":3,"updated":0,"rejected":2},"files":[{"path":"a"}],"notes":[]}""")]
    [InlineData("read 0", """{"counts":{"read":0,"new":0}}""")]
    [InlineData("… (--json)", """{"files":[1,2]}""")]
    [InlineData("… (--json)", "[1,2]")]
    [InlineData("42", "42")]
    public void A_result_is_its_plain_values_and_its_counts(string told, string? result) => Assert.Equal(told, ShortResult.Of(result, isCut: true));

    [Fact]
    public void A_long_one_is_cut_for_a_terminal_and_says_where_all_of_it_is()
    {
        var json = $$"""{ {{string.Join(", ", Enumerable.Range(100, 100).Select(number => $"\"p{number}\": {number}"))}} }""";
        var told = ShortResult.Of(json, isCut: true);

        Assert.StartsWith("p100 100 · p101 101 · ", told);
        Assert.EndsWith(" · … (--json)", told);
        Assert.InRange(told.Length, 100, 140);
        Assert.EndsWith("p199 199", ShortResult.Of(json, isCut: false));
    }

    [Fact]
    public void A_hash_is_whole_where_no_terminal_is()
    {
        var hash = new string('a', 64);

        Assert.Equal($"sha256 {hash}", ShortResult.Of($$"""{"sha256":"{{hash}}"}""", isCut: false));
        Assert.EndsWith("aaa…", ShortResult.Of($$"""{"sha256":"{{hash}}"}""", isCut: true));
    }
}
