using NodaTime;

namespace RoutineScheduler.Executors.Load;

/// <summary>Moves files out of the way once their rows are committed.</summary>
internal static class LoadedFiles
{
    /// <summary>
    /// Where the file lies now. A file of that name that is there already is kept, and this one gets a number: both were loaded, and people ask.
    /// </summary>
    /// <param name="stamp">Of what was loaded: a file that has come in its place since stays, since nobody has loaded it.</param>
    /// <exception cref="IOException">It could not be moved; also UnauthorizedAccessException.</exception>
    public static string Move(FoundFile file, FileStamp stamp, string moveTo, LocalDate orderDate)
    {
        if (FileStamp.Of(file.Path) != stamp)
        {
            throw new IOException("it was written again since it was read, and what it holds now is not loaded.");
        }

        var folder = Path.GetFullPath(DatedName.On(moveTo, file.Date ?? orderDate));
        Directory.CreateDirectory(folder);
        for (var number = 1; ; number++)
        {
            var name = number == 1
                ? Path.GetFileName(file.Path)
                : $"{Path.GetFileNameWithoutExtension(file.Path)}.{number}{Path.GetExtension(file.Path)}";
            var target = Path.Combine(folder, name);
            if (!File.Exists(target))
            {
                File.Move(file.Path, target, overwrite: false);
                return target;
            }
        }
    }
}
