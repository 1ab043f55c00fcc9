using NodaTime;
using RoutineScheduler.Calendars;
using Xunit;

namespace RoutineScheduler.Core.Tests.Calendars;

public sealed class CalendarSetTests
{
    [Theory]
    [InlineData("b4", "b3")]
    [InlineData("anbina", "anbima")]
    [InlineData("saopaulo", "sao-paulo")]
    public void An_unknown_name_is_answered_with_the_known_ones_and_the_nearest(string name, string nearest)
    {
        var unknown = Assert.Throws<UnknownCalendarException>(() => CalendarSet.Brazilian.Get(name));
        Assert.Equal($"There is no calendar \"{name}\". Did you mean \"{nearest}\"? Known: anbima, b3, br, sao-paulo.", unknown.Message);
        Assert.Equal(name, unknown.Name);
    }

    [Fact]
    public void A_name_that_is_near_to_none_is_not_guessed_at()
    {
        var unknown = Assert.Throws<UnknownCalendarException>(() => CalendarSet.Brazilian.Get("frankfurt"));
        Assert.DoesNotContain("Did you mean", unknown.Message, StringComparison.Ordinal);
        Assert.EndsWith("Known: none.", Assert.Throws<UnknownCalendarException>(() => CalendarSet.Empty.Get("b3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_calendars_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => CalendarSet.Of([BrazilCalendars.B3, BrazilCalendars.B3]));

    [Fact]
    public void A_calendar_takes_the_place_of_its_namesake_in_a_new_set()
    {
        var own = CalendarFilesTests.ACalendar("b3");
        var set = CalendarSet.Brazilian.With(own);
        Assert.Same(own, set.Get("b3"));
        Assert.Same(BrazilCalendars.B3, CalendarSet.Brazilian.Get("b3"));
        Assert.Equal(["anbima", "b3", "br", "sao-paulo"], set.Names);
    }

    [Fact]
    public async Task A_source_is_asked_once_for_each_name_that_is_missing()
    {
        var source = new Source("nyse", "lse");
        var set = await CalendarSet.Brazilian.WithAsync(source, ["b3", "nyse", "nyse", "tokyo"], CancellationToken.None);
        Assert.Equal(["nyse", "tokyo"], source.Asked);
        Assert.Equal(["anbima", "b3", "br", "nyse", "sao-paulo"], set.Names);
    }

    [Fact]
    public async Task A_source_that_gives_another_calendar_is_refused()
    {
        var wrong = await Assert.ThrowsAsync<InvalidCalendarException>(
            () => CalendarSet.Empty.WithAsync(new Source("nyse") { Gives = "lse" }, ["nyse"], CancellationToken.None));
        Assert.Equal(["name: Source gave \"lse\" instead"], wrong.Problems);
    }

    private sealed class Source(params string[] has) : ICalendarSource
    {
        public List<string> Asked { get; } = [];

        public string? Gives { get; init; }

        public Task<BusinessCalendar?> FindAsync(string name, CancellationToken cancel)
        {
            Asked.Add(name);
            return Task.FromResult(has.Contains(name) ? CalendarFilesTests.ACalendar(Gives ?? name, new LocalDate(2026, 1, 1)) : null);
        }
    }
}
