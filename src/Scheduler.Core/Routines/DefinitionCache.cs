using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;

namespace RoutineScheduler.Routines;

/// <summary>What many routines have in common, asked once: a million definitions hold few expressions and few rules.</summary>
internal sealed class DefinitionCache(CalendarSet calendars, PlannerSettings settings, LocalDate asOf)
{
    private readonly Dictionary<CronText, (CronSchedule? Schedule, string? Problem)> crons = [];
    private readonly Dictionary<(CronSchedule, DayRule), IReadOnlyList<LocalDate>> lost = [];
    private readonly Dictionary<DayRule, string?> breaches = [];
    private readonly Dictionary<string, string?> zones = [];

    public CalendarSet Calendars => calendars;

    public PlannerSettings Settings => settings;

    /// <summary>Null where it is wrong, which is then said.</summary>
    public (CronSchedule? Schedule, string? Problem) Cron(CronText text)
    {
        if (!crons.TryGetValue(text, out var known))
        {
            crons[text] = known = Read(text);
        }

        return known;
    }

    /// <summary>Null where the zone is known.</summary>
    public string? ZoneProblem(string zone)
    {
        if (!zones.TryGetValue(zone, out var known))
        {
            zones[zone] = known = UnknownZone(zone);
        }

        return known;
    }

    /// <summary>The next three dates that the expression picks and the rule drops, of the coming five years.</summary>
    public IReadOnlyList<LocalDate> LostDates(CronSchedule cron, DayRule rule)
    {
        if (!lost.TryGetValue((cron, rule), out var known))
        {
            lost[(cron, rule)] = known = [.. PickedDates(cron)
                .Where(date => rule.On(date, calendars) is { Includes: false, IsUndecided: false })
                .Take(3)];
        }

        return known;
    }

    /// <summary>The first calendar month of the coming 24 that has more than one base date, with those; null where none has.</summary>
    public string? MonthlyBreach(DayRule rule)
    {
        if (!breaches.TryGetValue(rule, out var known))
        {
            breaches[rule] = known = FindBreach(rule);
        }

        return known;
    }

    public static string? UnknownZone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null
        ? $"there is no time zone \"{zone}\" in tzdb {DateTimeZoneProviders.Tzdb.VersionId}." +
            NearestName.Question(zone, DateTimeZoneProviders.Tzdb.Ids)
        : null;

    private (CronSchedule?, string?) Read(CronText text)
    {
        try
        {
            return (text.Read(settings.DayFields), null);
        }
        catch (CronException refused)
        {
            return (null, refused.Message);
        }
    }

    private IEnumerable<LocalDate> PickedDates(CronSchedule cron)
    {
        for (var date = cron.NextDate(asOf); date is { } picked && picked < asOf.PlusYears(5); date = cron.NextDate(picked.PlusDays(1)))
        {
            yield return picked;
        }
    }

    private string? FindBreach(DayRule rule)
    {
        var first = asOf.ToYearMonth().OnDayOfMonth(1);
        var days = Enumerable.Range(0, Period.DaysBetween(first, first.PlusMonths(24))).Select(first.PlusDays);
        return days.SelectMany(date => rule.On(date, calendars).BaseDates).Distinct().Order()
            .GroupBy(date => date.ToYearMonth())
            .Where(month => month.Count() > 1)
            .Select(month => $"{month.Key:uuuu-MM} has {month.Count()} base dates ({List([.. month])})")
            .FirstOrDefault();
    }

    private static string List(IReadOnlyList<LocalDate> dates) =>
        string.Join(", ", dates.Take(3).Select(date => $"{date:uuuu-MM-dd}")) + (dates.Count > 3 ? ", …" : "");
}
