using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Executors.Placing;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Load;

/// <summary>Moves files out of the way once their rows are committed.</summary>
internal sealed class LoadedFiles(string moveTo, LocalDate orderDate)
{
    /// <summary>
    /// Where the file lies now. A file of that name that is there already is kept, and this one gets a number: both were loaded, and people ask.
    /// </summary>
    /// <exception cref="IOException">
    /// It could not be moved; also UnauthorizedAccessException. A file that has come in its place since stays, since nobody has loaded it.
    /// </exception>
    public string Move(CommittedFile file, FencingToken token, ILogger log)
    {
        if (FileStamp.Of(file.Path) != file.Stamp)
        {
            throw new IOException("it was written again since it was read, and what it holds now is not loaded.");
        }

        Directory.CreateDirectory(FolderOf(file));
        var target = Names(file).First(name => !File.Exists(name));
        WholeFile.Move(file.Path, target, token, log);
        return target;
    }

    /// <summary>Where an earlier attempt moved it; null where it has not, or nobody knows.</summary>
    public string? Find(CommittedFile file) => Names(file).TakeWhile(File.Exists).FirstOrDefault(name => FileStamp.Of(name) == file.Stamp);

    /// <summary>With its dates as they were written.</summary>
    public string MoveTo => moveTo;

    /// <summary>The folder that files go to which were found by that date; null is a mask without one.</summary>
    public string FolderOf(LocalDate? date) => Path.GetFullPath(DatedName.On(moveTo, date ?? orderDate));

    private string FolderOf(CommittedFile file) => FolderOf(file.Date is { } date ? LocalDatePattern.Iso.Parse(date).Value : null);

    private IEnumerable<string> Names(CommittedFile file)
    {
        var (name, extension) = (Path.GetFileNameWithoutExtension(file.Path), Path.GetExtension(file.Path));
        var numbered = Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{name}.{number}{extension}");
        return numbered.Prepend($"{name}{extension}").Select(candidate => Path.Combine(FolderOf(file), candidate));
    }
}
