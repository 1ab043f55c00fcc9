namespace RoutineScheduler.Hosting;

/// <summary>Where the calendar files of a host are looked for.</summary>
internal sealed class CalendarFiles(string contentRoot, string besideTheProgram)
{
    /// <summary>The whole path.</summary>
    /// <exception cref="FileNotFoundException">It is in neither place; the message is for the host's author.</exception>
    public string Find(string path, string what)
    {
        if (path is null || path.Contains('\0'))
        {
            throw new FileNotFoundException($"{what} '{path?.Replace("\0", "\\0", StringComparison.Ordinal)}' is no path: give that of a JSON file.");
        }

        string[] places = [.. new[] { contentRoot, besideTheProgram }.Select(folder => Path.GetFullPath(path, Path.GetFullPath(folder))).Distinct()];
        return places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException(
            places.FirstOrDefault(Directory.Exists) is { } folder
                ? $"{what} '{path}': {folder} is a folder; name the JSON file in it."
                : $"{what} '{path}' is not there: looked for {string.Join(" and ", places)}. Give its whole path, or have your project copy it there "
                    + $"(<None Update=\"{path}\" CopyToOutputDirectory=\"PreserveNewest\" />).");
    }
}
