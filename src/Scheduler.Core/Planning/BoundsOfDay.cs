using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Planning;

/// <summary>The bounds that a schedule gives to the runs of one order date.</summary>
internal readonly record struct BoundsOfDay(Instant? WindowUntil, Instant KeepUntil, Instant RetryUntil, Instant PollUntil)
{
    /// <exception cref="CalendarEndsException">The calendar does not know how long a run is kept.</exception>
    public static BoundsOfDay Of(Schedule schedule, OrderDay day)
    {
        var text = schedule.Text;
        Instant? windowUntil = text.Window?.Until is { } until ? day.Map(until).At : null;
        var keepUntil = KeepUntilOf(schedule, day);
        var retryUntil = text.RetryUntil is { } retry ? day.Map(retry).At : keepUntil;
        var pollUntil = text.PollUntil is { } poll ? day.Map(poll).At : windowUntil ?? day.End;
        return new BoundsOfDay(windowUntil, keepUntil, retryUntil, Instant.Min(pollUntil, retryUntil));
    }

    /// <param name="startWithin">Null: a late start is as good as another.</param>
    public RunBounds For(Instant dueAt, Duration? startWithin) =>
        new(WindowUntil, startWithin is { } within ? dueAt + within : null, KeepUntil, RetryUntil, PollUntil);

    /// <summary>The start of the date after the KeepPending-th business day after the order date; with 0 the order date itself is that day.</summary>
    private static Instant KeepUntilOf(Schedule schedule, OrderDay day)
    {
        var last = schedule.Text.KeepPending == 0 ? day.Date : schedule.Calendar.AddBusinessDays(day.Date, schedule.Text.KeepPending);
        return OrderDay.Of(last.PlusDays(1), day.Zone, day.StartOfDay).Start;
    }
}
