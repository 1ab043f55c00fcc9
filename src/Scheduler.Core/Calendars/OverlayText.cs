namespace RoutineScheduler.Calendars;

/// <summary>An overlay as far as it could be read: what is wrong with its text is told with what is wrong with it over its calendar.</summary>
/// <param name="Title">As <see cref="CalendarTitle"/> gives it.</param>
/// <param name="Read">Its calendar's name is empty where that could not be read.</param>
/// <param name="Problems">Of the text.</param>
internal sealed record OverlayText(string Title, CalendarOverlay Read, IReadOnlyList<string> Problems)
{
    public static OverlayText Of(CalendarOverlay overlay) => new(CalendarTitle.OfOverlay(overlay.Calendar, null), overlay, []);

    public static OverlayText OfFile(string path)
    {
        var file = Path.GetFullPath(path);
        return OverlayJson.Read(CalendarText.Read(path, CalendarTitle.OfOverlay("", file)), file);
    }

    public CalendarOverlay Checked() => Problems.Count == 0 ? Read : throw new InvalidCalendarException(Title, Problems);

    /// <exception cref="InvalidCalendarException">With everything: also that there is no such calendar.</exception>
    public CalendarSet Over(CalendarSet set)
    {
        var misread = new Misread(Problems);
        string[] problems = [.. Problems, .. ProblemsOver(set).Where(problem => !Causes(misread, Misread.PathOf(problem)))];
        return problems.Length == 0 ? set.With(Read) : throw new InvalidCalendarException(Title, problems);
    }

    private IEnumerable<string> ProblemsOver(CalendarSet set) => set.TryGet(Read.Calendar, out var calendar)
        ? Read.ProblemsOver(calendar)
        : [$"calendar: {UnknownCalendarException.TextFor(Read.Calendar, set.Names)}"];

    /// <summary>What is there already may be taken away by what could not be read.</summary>
    private static bool Causes(Misread misread, string path) => path switch
    {
        _ when path.EndsWith(".englishName", StringComparison.Ordinal) => misread.Causes(path, $"{path[..^"englishName".Length]}name"),
        _ when path.EndsWith(']') => misread.Causes(path, path, "remove"),
        _ => misread.Causes(path),
    };
}
