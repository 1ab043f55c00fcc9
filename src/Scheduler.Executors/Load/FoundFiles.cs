using System.IO.Enumeration;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Executors.Load;

/// <summary>A file to load.</summary>
/// <param name="Date">By which the mask found it; null where the mask has none, and for artifacts.</param>
/// <param name="IsMoved">It lies where loaded files are moved to: an attempt before this one committed it.</param>
internal sealed record FoundFile(string Path, LocalDate? Date, bool IsMoved = false);

/// <summary>The files of one attempt, oldest first. Where there are none, the load stops with what was looked for and what is there.</summary>
internal static class FoundFiles
{
    private const int MostNamed = 10;

    /// <exception cref="LoadStoppedException">None is there.</exception>
    public static IReadOnlyList<FoundFile> Find(LoadFile load, IRunContext run) =>
        load.From is { } routine ? OfPredecessor(load, routine, run) : InFolder(load, run);

    private static List<FoundFile> OfPredecessor(LoadFile load, string routine, IRunContext run)
    {
        var artifacts = run.ArtifactsOf(routine);
        var found = artifacts.Where(artifact => Matches(load.Artifact, artifact.Name)).ToList();
        if (found.Count == 0)
        {
            var there = artifacts.Count == 0 ? "none" : Named(artifacts.Select(artifact => artifact.Name));
            throw LoadStoppedException.By(load.OnMissing, $"No artifact of {routine} is called '{load.Artifact}'. It has {there}.");
        }

        foreach (var artifact in found)
        {
            var file = new FileInfo(artifact.Path);
            if (!file.Exists || file.Length != artifact.Size)
            {
                throw LoadStoppedException.By(
                    file.Exists ? Missing.Permanent : load.OnMissing,
                    $"The artifact '{artifact.Name}' of {routine}, {artifact.Path}, {(file.Exists ? $"has {file.Length} bytes" : "is gone")}; " +
                    $"{artifact.Size} bytes were recorded.");
            }
        }

        return [.. found.Select(artifact => new FoundFile(artifact.Path, Date: null))];
    }

    private static List<FoundFile> InFolder(LoadFile load, IRunContext run)
    {
        var dates = Dates(load, run);
        var found = dates.SelectMany(date => Matching(load.Folder!, load.Mask!, date)).ToList();
        var isComplete = load.Needs == NeededFiles.Any ? found.Count > 0 : found.Exists(file => file.Date == run.OrderDate);
        if (!isComplete)
        {
            found.AddRange(AlreadyMoved(load, run.OrderDate));
            isComplete = found.Exists(file => file.IsMoved);
        }

        return isComplete ? found : throw LoadStoppedException.By(load.OnMissing, Nothing(load, run.OrderDate, dates));
    }

    /// <summary>The business days before the order date, oldest first, and the order date itself whether it is one or not.</summary>
    private static List<LocalDate> Dates(LoadFile load, IRunContext run)
    {
        if (load.LookBack == 0)
        {
            return [run.OrderDate];   // no calendar is asked
        }

        try
        {
            var calendar = load.Calendar is { } name ? run.Calendars.Get(name) : run.Calendar;
            var before = Enumerable.Range(1, load.LookBack).Select(days => calendar.AddBusinessDays(run.OrderDate, -days));
            return [.. before.Reverse(), run.OrderDate];
        }
        catch (Exception trouble) when (trouble is UnknownCalendarException or CalendarEndsException)
        {
            throw LoadStoppedException.Permanent(trouble.Message);
        }
    }

    private static IEnumerable<FoundFile> Matching(string folder, string mask, LocalDate date)
    {
        var directory = new DirectoryInfo(DatedName.On(folder, date));
        var name = DatedName.On(mask, date);
        var isDated = DatedName.HasDate(folder) || DatedName.HasDate(mask);
        return directory.Exists
            ? directory.EnumerateFiles().Where(file => Matches(name, file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => new FoundFile(file.FullName, isDated ? date : null))
            : [];
    }

    /// <summary>
    /// An attempt that died between its commit and its end has moved the order date's file: the next one must not wait for it. A mask
    /// without date says nothing here, since yesterday's file has the same name.
    /// </summary>
    private static IEnumerable<FoundFile> AlreadyMoved(LoadFile load, LocalDate orderDate) =>
        load.MoveTo is { } moveTo && DatedName.HasDate(load.Mask!)
            ? Matching(moveTo, load.Mask!, orderDate).Select(file => file with { IsMoved = true })
            : [];

    private static bool Matches(string mask, string name) => FileSystemName.MatchesSimpleExpression(mask, name, ignoreCase: true);

    private static string Nothing(LoadFile load, LocalDate orderDate, List<LocalDate> dates)
    {
        var asked = load.Needs == NeededFiles.OrderDate ? [orderDate] : dates;
        var names = asked.Select(date => $"{Path.Combine(DatedName.On(load.Folder!, date), DatedName.On(load.Mask!, date))}").Distinct();
        var folders = asked.Select(date => DatedName.On(load.Folder!, date)).Distinct();
        var days = asked.Count == 1 ? Iso(asked[0]) : $"{Iso(asked[0])} to {Iso(asked[^1])}, {asked.Count} days";
        return $"No file is {Named(names)} (mask '{load.Mask}' for {days}). {string.Join(" ", folders.Take(MostNamed).Select(There))}";
    }

    private static string There(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return $"The folder {folder} is not there.";
        }

        var names = Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(MostNamed + 1).ToList();
        return names.Count == 0 ? $"The folder {folder} has no files." : $"The folder {folder} has {Named(names!)}.";
    }

    private static string Named(IEnumerable<string> names)
    {
        var first = names.Take(MostNamed + 1).ToList();
        return string.Join(", ", first.Take(MostNamed)) + (first.Count > MostNamed ? ", …" : "");
    }

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
