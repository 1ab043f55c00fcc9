using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Hosting;

/// <summary>Gathers the calendars that the host's code, files and sources give. No I/O but theirs.</summary>
internal sealed class DefinedCalendars(SchedulerDefinition definition, SchedulerOptions options, IServiceProvider services)
{
    /// <param name="routines">What they name, sources are asked for.</param>
    public async Task<CalendarSet> GatherAsync(IEnumerable<ReadRoutine> routines, List<string> problems, CancellationToken cancel)
    {
        var files = new CalendarFiles(
            services.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory(), AppContext.BaseDirectory);
        var set = CalendarSet.Brazilian;
        foreach (var give in definition.Calendars)
        {
            Try(() => set = set.With(give(files)), problems);
        }

        var overlays = new List<CalendarOverlay>();
        foreach (var give in definition.Overlays)
        {
            Try(() => overlays.Add(give(files)), problems);
        }

        set = await WithSourcesAsync(set, NamedBy(routines, overlays), problems, cancel);
        foreach (var overlay in overlays)
        {
            Try(() => set = set.With(overlay), problems);
        }

        return set;
    }

    private List<string> NamedBy(IEnumerable<ReadRoutine> routines, IEnumerable<CalendarOverlay> overlays) =>
    [
        .. routines.SelectMany(routine => routine.Calendars).Concat(overlays.Select(overlay => overlay.Calendar)).Append(options.DefaultCalendar)
            .OfType<string>(),
    ];

    private async Task<CalendarSet> WithSourcesAsync(
        CalendarSet set, List<string> named, List<string> problems, CancellationToken cancel)
    {
        try
        {
            foreach (var source in services.GetServices<ICalendarSource>())
            {
                set = await set.WithAsync(source, named, cancel);
            }
        }
        catch (Exception wrong) when (wrong is InvalidCalendarException or UnknownCalendarException)
        {
            problems.Add(wrong.Message);
        }

        return set;
    }

    /// <summary>One calendar that cannot be does not hide what is wrong with the next.</summary>
    private static void Try(Action add, List<string> problems)
    {
        try
        {
            add();
        }
        catch (InvalidCalendarException wrong)
        {
            problems.AddRange(wrong.Problems.Select(problem => $"{wrong.Of}: {problem}"));
        }
        catch (Exception wrong) when (wrong is UnknownCalendarException or IOException or UnauthorizedAccessException)
        {
            problems.Add(wrong.Message);
        }
    }
}
