using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Routines;

public sealed class EdgeCyclesTests
{
    [Theory]
    [InlineData("a>b", "")]
    [InlineData("a>b b>c a>c", "")]
    [InlineData("a>missing", "")]
    [InlineData("a>a", "a → a")]
    [InlineData("b>a a>b", "a → b → a")]
    [InlineData("c>a b>c a>b", "a → b → c → a")]
    [InlineData("a>b b>a c>d d>c", "a → b → a | c → d → c")]
    [InlineData("a>b b>a b>c c>b", "a → b → a | b → c → b")]
    [InlineData("a>b b>c c>a b>a", "a → b → a | a → b → c → a")]
    [InlineData("x>a a>b b>a b>y", "a → b → a")]
    [InlineData("a>b b>a b>c c>d d>c", "a → b → a | c → d → c")]
    [InlineData("a>b a>b b>a", "a → b → a")]
    public void All_circles_are_printed(string edges, string circles) =>
        Assert.Equal(circles, string.Join(" | ", EdgeCycles.Find(Routines(edges, new EdgeDate.Same()))));

    [Fact]
    public void An_edge_to_an_earlier_date_closes_no_circle() =>
        Assert.All<EdgeDate>(
            [new EdgeDate.PreviousPlanned(), new EdgeDate.BusinessDays(-1), new EdgeDate.Days(-1)],
            earlier => Assert.Empty(EdgeCycles.Find(Routines("a>a b>c c>b", earlier))));

    [Fact]
    public void A_circle_is_found_at_the_end_of_a_long_chain_and_a_long_circle_is_found_once()
    {
        const int length = 20_000;
        var chain = string.Join(' ', Enumerable.Range(0, length).Select(i => $"t{i}>t{i + 1}")) + $" t{length}>t{length - 1}";
        Assert.Equal([$"t{length - 1} → t{length} → t{length - 1}"], EdgeCycles.Find(Routines(chain, new EdgeDate.Same())));

        var ring = string.Join(' ', Enumerable.Range(0, length).Select(i => $"t{i}>t{(i + 1) % length}"));
        var circle = Assert.Single(EdgeCycles.Find(Routines(ring, new EdgeDate.Same())));
        Assert.Equal(length + 1, circle.Split(" → ").Length);
    }

    private static IEnumerable<(RoutineKey, IReadOnlyList<After>)> Routines(string edges, EdgeDate date) => edges
        .Split(' ')
        .Select(edge => edge.Split('>'))
        .GroupBy(edge => edge[0], edge => new After(edge[1]) { Date = date })
        .Select(routine => ((RoutineKey)routine.Key, (IReadOnlyList<After>)[.. routine]));
}
