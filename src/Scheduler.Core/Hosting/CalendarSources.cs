using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Hosting;

/// <summary>The host's own sources of calendars: one that fails is a problem at start, and hides no other.</summary>
/// <param name="broken">Gets the names of calendars that could not be had.</param>
internal sealed class CalendarSources(IServiceProvider services, HashSet<string> broken)
{
    /// <summary>With those of the names that a source has and nothing else gave.</summary>
    public async Task<CalendarSet> WithThoseAsync(CalendarSet set, IReadOnlyList<string> named, List<string> problems, CancellationToken cancel)
    {
        foreach (var source in Made(problems))
        {
            var failed = new List<(string Name, string Why)>();
            foreach (var name in named)
            {
                set = await WithAsync(set, source, name, problems, failed, cancel);
            }

            problems.AddRange(failed.GroupBy(one => one.Why, one => $"'{one.Name}'").Select(same =>
                $"Calendar source {source.GetType().Name}: it could not be asked for {string.Join(", ", same)}: {same.Key}"));
        }

        return set;
    }

    private IEnumerable<ICalendarSource> Made(List<string> problems)
    {
        try
        {
            return services.GetServices<ICalendarSource>();
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            problems.Add($"The calendar sources cannot be made: {Text(wrong)}");
            return [];
        }
    }

    /// <summary>A time-out of the source's own is its trouble; the end of the start is nobody's.</summary>
    private async Task<CalendarSet> WithAsync(
        CalendarSet set, ICalendarSource source, string name, List<string> problems, List<(string Name, string Why)> failed,
        CancellationToken cancel)
    {
        try
        {
            return await set.WithAsync(source, [name], cancel);
        }
        catch (InvalidCalendarException wrong)
        {
            problems.AddRange(wrong.Sentences);
            broken.Add(name);
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException && !cancel.IsCancellationRequested)
        {
            failed.Add((name, Text(wrong)));
            broken.Add(name);
        }

        return set;
    }

    private static string Text(Exception wrong) => $"{wrong.GetType().Name}: {wrong.Message}";
}
