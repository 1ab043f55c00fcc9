namespace RoutineScheduler.Executors.Load;

/// <summary>Reads a file again for the text of few of its lines, once the database has told that they are not to be loaded.</summary>
internal static class RawLines
{
    public static IReadOnlyDictionary<long, string> Read(string path, FileEncoding encoding, IEnumerable<long> lines)
    {
        var asked = lines.ToHashSet();
        var last = asked.Count == 0 ? 0 : asked.Max();
        var found = new Dictionary<long, string>();
        using var text = new StrictText(path, encoding);
        for (var line = 1L; line <= last && text.ReadLine() is { } content; line++)
        {
            if (asked.Contains(line))
            {
                found.Add(line, content);
            }
        }

        return found;
    }
}
