using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Hosting;

/// <summary>The host's own sources of calendars: one that fails is a problem at start, and hides no other.</summary>
internal sealed class CalendarSources(IServiceProvider services)
{
    /// <summary>With those of the names that a source has and nothing else gave.</summary>
    public async Task<CalendarSet> WithThoseAsync(CalendarSet set, IReadOnlyList<string> named, List<string> problems, CancellationToken cancel)
    {
        foreach (var source in Made(problems))
        {
            foreach (var name in named)
            {
                set = await WithAsync(set, source, name, problems, cancel);
            }
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
            problems.Add($"The calendar sources cannot be made: {wrong.GetType().Name}: {wrong.Message}");
            return [];
        }
    }

    /// <summary>A time-out of the source's own is its trouble; the end of the start is nobody's.</summary>
    private static async Task<CalendarSet> WithAsync(
        CalendarSet set, ICalendarSource source, string name, List<string> problems, CancellationToken cancel)
    {
        try
        {
            return await set.WithAsync(source, [name], cancel);
        }
        catch (InvalidCalendarException wrong)
        {
            problems.AddRange(wrong.Sentences);
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException && !cancel.IsCancellationRequested)
        {
            problems.Add($"Calendar source {source.GetType().Name}: it could not be asked for '{name}': {wrong.GetType().Name}: {wrong.Message}");
        }

        return set;
    }
}
