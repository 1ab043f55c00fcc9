namespace RoutineScheduler.Executors.Load;

/// <summary>Reads a file again for the text of few of its records, once the database has told that they are not to be loaded.</summary>
internal static class RawRecords
{
    /// <summary>By line, as the parser counts them; all in one pass. Nothing where the file is not the one any more that was read.</summary>
    public static Dictionary<long, string> Read(LoadFile load, StagedFile file, IEnumerable<long> lines)
    {
        var asked = lines.ToHashSet();
        var found = new Dictionary<long, string>();
        using var text = new StrictText(file.File.Path, load.Encoding);
        if (text.Stamp != file.Stamp)
        {
            return found;
        }

        using var records = FileRecords.AfterPreamble(load, text, file.File.Path);
        while (found.Count < asked.Count && records.Read())
        {
            if (asked.Contains(records.Line))
            {
                found.Add(records.Line, records.RawText);
            }
        }

        return found;
    }
}
