using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>Files of one date are loaded in this order, and the later one wins.</summary>
public sealed class NaturalOrderTests
{
    [Theory]
    [InlineData("p_1.csv", "p_2.csv", "p_10.csv")]
    [InlineData("p.csv", "p (2).csv", "p_2.csv")]
    [InlineData("p.csv", "p.2.csv", "p.10.csv")]
    [InlineData("p_01.csv", "p_2.csv", "p_010.csv", "p_11.csv")]
    [InlineData("p_9.csv", "p_99999999999999999999999998.csv", "p_99999999999999999999999999.csv")]
    [InlineData("P_20260918_1.csv", "P_20260918_2.csv", "P_20260918a.csv")]
    [InlineData("1", "2", "a")]
    [InlineData("p_01.csv", "p_1.csv", "p_1.txt")]
    [InlineData("p.csv", "p.csv.2", "p.csv.10")]
    [InlineData("p.002", "p.10", "p.010a")]
    [InlineData("p_2.csv", "P_10.csv", "p_11.csv", "P_12.CSV", "p_20.csv")]
    [InlineData("P_2.csv", "p_2.csv", "P_2a.csv", "p_2B.csv")]
    public void Numbers_count_as_numbers_and_a_name_comes_before_those_that_go_on(params string[] names) =>
        Assert.Equal(names, names.Reverse().Order(NaturalOrder.Instance));

    [Fact]
    public void It_is_an_order()
    {
        var random = new Random(7);
        string AName() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => "pP019_. "[random.Next(8)]));
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b, c) = (AName(), AName(), AName());
            var (ab, bc) = (NaturalOrder.Instance.Compare(a, b), NaturalOrder.Instance.Compare(b, c));
            Assert.Equal(Math.Sign(ab), -Math.Sign(NaturalOrder.Instance.Compare(b, a)));
            Assert.Equal(a == b, ab == 0);
            Assert.True(ab > 0 || bc > 0 || NaturalOrder.Instance.Compare(a, c) <= 0, $"'{a}' '{b}' '{c}'");
        }
    }
}
