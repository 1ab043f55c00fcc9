using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

public sealed class RowConditionTests
{
    [Theory]
    [InlineData("CASH", true)]
    [InlineData("FORWARD", true)]
    [InlineData("cash", false)]
    [InlineData("", false)]
    public void Among_some_values(string text, bool isMet) =>
        Assert.Equal(isMet, new RowCondition { Field = "SgmtNm", In = ["CASH", "FORWARD"] }.IsMetBy(text));

    [Theory]
    [InlineData("CASH", false)]
    [InlineData("OTHER", true)]
    [InlineData("", true)]
    public void Not_among_some_values(string text, bool isMet) =>
        Assert.Equal(isMet, new RowCondition { Field = "SgmtNm", NotIn = ["CASH"] }.IsMetBy(text));

    [Theory]
    [InlineData(true, "1", true)]
    [InlineData(true, "", false)]
    [InlineData(false, "1", false)]
    [InlineData(false, "", true)]
    public void Present_or_not(bool present, string text, bool isMet) =>
        Assert.Equal(isMet, new RowCondition { Field = "MaxPric", Present = present }.IsMetBy(text));

    [Fact]
    public void All_that_is_set_must_hold() =>
        Assert.False(new RowCondition { Field = "SgmtNm", Present = true, In = ["A", "B"], NotIn = ["B"] }.IsMetBy("B"));
}
