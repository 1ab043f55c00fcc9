using NodaTime;

namespace RoutineScheduler.Hosting;

/// <summary>Everything that is wrong with the options, each with its key, its value and what would be right.</summary>
internal static class SchedulerOptionsProblems
{
    private static readonly TimeSpan OneYear = TimeSpan.FromDays(366);
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);

    public static IEnumerable<string> Of(SchedulerOptions options, IDateTimeZoneProvider zones)
    {
        var checks = new (string Key, object? Value, bool IsRight, string Right)[]
        {
            (nameof(options.TimeZone), options.TimeZone, IsZone(options.TimeZone, zones), "an IANA zone such as America/Sao_Paulo"),
            (nameof(options.StartOfDay), options.StartOfDay, IsTimeOfDay(options.StartOfDay), "00:00:00 to 23:59:59, whole seconds"),
            (nameof(options.DefaultCalendar), options.DefaultCalendar, !string.IsNullOrWhiteSpace(options.DefaultCalendar), "a calendar's name"),
            (nameof(options.DayFields), options.DayFields, Enum.IsDefined(options.DayFields), "Either or Both"),
            (nameof(options.LoadAt), options.LoadAt, options.LoadAt.Duration() <= TimeSpan.FromDays(1), "-1.00:00:00 to 1.00:00:00"),
            (nameof(options.LoadAhead), options.LoadAhead, options.LoadAhead is >= 0 and <= 366, "0 to 366 dates"),
            (nameof(options.ReloadOnChange), options.ReloadOnChange, Enum.IsDefined(options.ReloadOnChange), "Future, Ask or Off"),
            (nameof(options.LateAfter), options.LateAfter, options.LateAfter >= TimeSpan.FromSeconds(30), "00:00:30 or more"),
            (nameof(options.CatchUpWindow), options.CatchUpWindow, IsWithin(TimeSpan.Zero, options.CatchUpWindow, OneYear), "0 to 366 days"),
            (nameof(options.Places), options.Places, ArePlaces(options.Places), PlacesMayBe),
            (nameof(options.LeaseFor), options.LeaseFor, IsWithin(ShortestLease, options.LeaseFor, LongestLease), "00:00:03 to 01:00:00"),
            (nameof(options.RenewEvery), options.RenewEvery, RenewsInTime(options), $"at most half of LeaseFor ({options.LeaseFor})"),
            (nameof(options.RescueEvery), options.RescueEvery, options.RescueEvery >= TimeSpan.FromSeconds(1), "00:00:01 or more"),
            (nameof(options.ReconcileEvery), options.ReconcileEvery, options.ReconcileEvery >= TimeSpan.FromSeconds(1), "00:00:01 or more"),
            (nameof(options.MaxLost), options.MaxLost, options.MaxLost is >= 0 and <= 100, "0 to 100"),
            (nameof(options.DrainFor), options.DrainFor, options.DrainFor >= TimeSpan.Zero, "not negative"),
            (nameof(options.MaxRunsPerDate), options.MaxRunsPerDate, options.MaxRunsPerDate is >= 1 and <= 86_400, "1 to 86,400"),
            (nameof(options.ArtifactRoot), options.ArtifactRoot, !string.IsNullOrWhiteSpace(options.ArtifactRoot), "a folder"),
        };
        return options.Unreadable.Concat(checks.Where(check => !check.IsRight).Select(check => Text(check.Key, check.Value, check.Right)));
    }

    /// <summary>Of what may change while running. Null where it is right.</summary>
    public static string? OfPlaces(int places) => ArePlaces(places) ? null : Text(nameof(SchedulerOptions.Places), places, PlacesMayBe);

    /// <summary>What definitions are checked with where the options are wrong too, so that all problems are told at once.</summary>
    public static SchedulerOptions Checkable(SchedulerOptions options, IDateTimeZoneProvider zones)
    {
        var fallback = new SchedulerOptions();
        return new SchedulerOptions
        {
            TimeZone = zones.GetZoneOrNull(options.TimeZone ?? "") is null ? fallback.TimeZone : options.TimeZone!,
            StartOfDay = IsTimeOfDay(options.StartOfDay) ? options.StartOfDay : fallback.StartOfDay,
            DefaultCalendar = string.IsNullOrWhiteSpace(options.DefaultCalendar) ? fallback.DefaultCalendar : options.DefaultCalendar,
            DayFields = Enum.IsDefined(options.DayFields) ? options.DayFields : fallback.DayFields,
            MaxRunsPerDate = options.MaxRunsPerDate is >= 1 and <= 86_400 ? options.MaxRunsPerDate : fallback.MaxRunsPerDate,
        };
    }

    private const string PlacesMayBe = "1 to 10,000";

    private static bool ArePlaces(int places) => places is >= 1 and <= 10_000;

    private static string Text(string key, object? value, string right) => $"{SchedulerOptions.Section}:{key} is '{value}'; it must be {right}.";

    private static bool IsZone(string? zone, IDateTimeZoneProvider zones) => zones.GetZoneOrNull(zone ?? "") is not null;

    private static bool IsWithin(TimeSpan least, TimeSpan time, TimeSpan most) => time >= least && time <= most;

    private static bool RenewsInTime(SchedulerOptions options) =>
        options.RenewEvery > TimeSpan.Zero && options.RenewEvery * 2 <= options.LeaseFor;

    private static bool IsTimeOfDay(TimeSpan time) =>
        time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) && time.Ticks % TimeSpan.TicksPerSecond == 0;
}
