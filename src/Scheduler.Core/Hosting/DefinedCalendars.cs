using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Hosting;

/// <summary>Gathers the calendars that the host's code, files and sources give. No I/O but theirs.</summary>
internal sealed class DefinedCalendars(SchedulerDefinition definition, SchedulerOptions options, IServiceProvider services)
{
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);

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

        set = await new CalendarSources(services, broken).WithThoseAsync(set, NamedBy(routines, overlays), problems, cancel);
        foreach (var overlay in overlays)
        {
            Try(() => set = broken.Contains(overlay.Read.Calendar) ? Kept(set, overlay) : overlay.Over(set), problems);
        }

        return broken.Aggregate(set, WithStandIn);
    }

    /// <summary>An overlay whose calendar cannot be read names none.</summary>
    private IReadOnlyList<string> NamedBy(IEnumerable<ReadRoutine> routines, IEnumerable<OverlayText> overlays) =>
    [
        .. routines.SelectMany(routine => routine.Calendars).Concat(overlays.Select(overlay => overlay.Read.Calendar)).Append(options.DefaultCalendar)
            .Where(name => !string.IsNullOrEmpty(name) && !broken.Contains(name)).OfType<string>().Distinct(),
    ];

    /// <summary>There is nothing to hold the overlay against, but its text is still held against itself.</summary>
    private static CalendarSet Kept(CalendarSet set, OverlayText overlay)
    {
        overlay.Checked();
        return set;
    }

    /// <summary>For a calendar that is there and cannot be: the start is refused, and who names it must not be told that there is none.</summary>
    private static CalendarSet WithStandIn(CalendarSet set, string name) => set.TryGet(name, out _) || !CalendarName.IsWellFormed(name)
        ? set
        : set.With(BusinessCalendar.Create(BrazilCalendars.National.Dates with { Name = name }));

    /// <summary>One calendar that cannot be does not hide what is wrong with the next.</summary>
    private void Try(Action add, List<string> problems)
    {
        try
        {
            add();
        }
        catch (InvalidCalendarException wrong)
        {
            problems.AddRange(wrong.Sentences);
            broken.UnionWith(wrong.Name.Length == 0 ? [] : [wrong.Name]);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            problems.Add(wrong.Message);
        }
    }
}
