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

        var overlays = new List<OverlayText>();
        foreach (var give in definition.Overlays)
        {
            Try(() => overlays.Add(give(files)), problems);
        }

        var sources = new CalendarSources(services);
        set = await sources.WithThoseAsync(set, NamedBy(routines, overlays), problems, cancel);
        foreach (var overlay in overlays)
        {
            Try(() => set = overlay.Over(set), problems);
        }

        return set;
    }

    /// <summary>An overlay whose calendar cannot be read names none.</summary>
    private IReadOnlyList<string> NamedBy(IEnumerable<ReadRoutine> routines, IEnumerable<OverlayText> overlays) =>
    [
        .. routines.SelectMany(routine => routine.Calendars).Concat(overlays.Select(overlay => overlay.Read.Calendar)).Append(options.DefaultCalendar)
            .Where(name => !string.IsNullOrEmpty(name)).OfType<string>().Distinct(),
    ];

    /// <summary>One calendar that cannot be does not hide what is wrong with the next.</summary>
    private static void Try(Action add, List<string> problems)
    {
        try
        {
            add();
        }
        catch (InvalidCalendarException wrong)
        {
            problems.AddRange(wrong.Sentences);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            problems.Add(wrong.Message);
        }
    }
}
