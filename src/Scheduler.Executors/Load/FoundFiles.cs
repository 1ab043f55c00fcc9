using System.IO.Enumeration;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Executors.Load;

/// <summary>A file to load.</summary>
/// <param name="Date">By which the mask found it; null where the mask has none, and for artifacts.</param>
internal sealed record FoundFile(string Path, LocalDate? Date);

/// <summary>The files of one attempt, oldest first. Where there are none, the load stops with what was looked for and what is there.</summary>
internal static class FoundFiles
{
    private const int MostNamed = 10;

    /// <param name="before">What earlier attempts of the run have committed: it counts as there, and is not to be loaded again.</param>
    /// <exception cref="LoadStoppedException">None is there.</exception>
    public static async Task<IReadOnlyList<FoundFile>> FindAsync(
        LoadFile load, IRunContext run, CommittedFiles before, CancellationToken cancel)
    {
        var found = load.From is { } routine ? await OfPredecessorAsync(load, routine, run, cancel) : InFolder(load, run, before);
        return [.. found.Where(file => !before.Has(file))];
    }

    private static async Task<List<FoundFile>> OfPredecessorAsync(LoadFile load, string routine, IRunContext run, CancellationToken cancel)
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
            await RecordedArtifact.CheckAsync(artifact, routine, load.OnMissing, cancel);
        }

        return [.. found.Select(artifact => new FoundFile(artifact.Path, Date: null))];
    }

    private static List<FoundFile> InFolder(LoadFile load, IRunContext run, CommittedFiles before)
    {
        var dates = Dates(load, run);

        // A mask may mean one file on several dates ({date:yyyyMM}): it is that of the last of them.
        var found = dates.AsEnumerable().Reverse().SelectMany(date => Matching(load.Folder!, load.Mask!, date).Reverse())
            .DistinctBy(file => file.Path).Reverse().ToList();
        var isComplete = load.Needs == NeededFiles.Any
            ? found.Count + before.Files.Count > 0
            : found.Exists(file => file.Date == run.OrderDate) || before.Files.Any(file => file.Date == Iso(run.OrderDate));
        if (!isComplete)
        {
            throw LoadStoppedException.By(load.OnMissing, Nothing(load, run.OrderDate, dates));
        }

        return load.MoveTo is { } moveTo ? ToBeMoved(found, new LoadedFiles(moveTo, run.OrderDate)) : found;
    }

    /// <summary>With dates in the names, and links in the paths, it takes a file to tell.</summary>
    private static List<FoundFile> ToBeMoved(List<FoundFile> found, LoadedFiles to) =>
        found.DistinctBy(file => (Path.GetDirectoryName(file.Path), to.FolderOf(file.Date)))
            .FirstOrDefault(file => RealPath.Of(Path.GetDirectoryName(file.Path)!) == RealPath.Of(to.FolderOf(file.Date))) is { } stays
            ? throw LoadStoppedException.Permanent(
                $"MoveTo is for {stays.Path} the folder that it lies in: it would be loaded again and again. Nothing was loaded.")
            : found;

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
            ? directory.EnumerateFiles().Where(file => Matches(name, file.Name)).OrderBy(file => file.Name, NaturalOrder.Instance)
                .Select(file => new FoundFile(file.FullName, isDated ? date : null))
            : [];
    }

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
