using NodaTime;
using RoutineScheduler.Calendars;
using Xunit;

namespace RoutineScheduler.Core.Tests.Calendars;

public class EasterTests
{
    /// <summary>The earliest and the latest, ordinary ones, and those that the plain reckoning would put a week later.</summary>
    [Theory]
    [InlineData(1818, 3, 22)]
    [InlineData(1943, 4, 25)]
    [InlineData(2000, 4, 23)]
    [InlineData(2024, 3, 31)]
    [InlineData(2285, 3, 22)]
    [InlineData(1954, 4, 18)]
    [InlineData(1981, 4, 19)]
    [InlineData(2049, 4, 18)]
    [InlineData(2076, 4, 19)]
    public void It_falls_where_the_gregorian_tables_put_it(int year, int month, int day) =>
        Assert.Equal(new LocalDate(year, month, day), Easter.Of(year));

    [Fact]
    public void It_is_a_sunday_between_22_march_and_25_april() =>
        Assert.All(Enumerable.Range(1900, 400).Select(Easter.Of), easter =>
        {
            Assert.Equal(IsoDayOfWeek.Sunday, easter.DayOfWeek);
            Assert.InRange(easter, new LocalDate(easter.Year, 3, 22), new LocalDate(easter.Year, 4, 25));
        });
}
