using RoutineScheduler.Calendars;
using Xunit;

namespace RoutineScheduler.Core.Tests.Calendars;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("rnus", "runs")]
    [InlineData("ru", "run")]
    [InlineData("statsu", "status")]
    [InlineData("loda", "load")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void Letters_that_changed_places_are_one_mistake_and_what_shares_too_little_is_no_guess(string typed, string? meant) =>
        Assert.Equal(meant, NearestName.Of(typed, ["load", "run", "runs", "status"]));
}
