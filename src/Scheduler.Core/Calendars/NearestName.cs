namespace RoutineScheduler.Calendars;

/// <summary>What someone who mistyped a name probably meant.</summary>
internal static class NearestName
{
    /// <summary>Null where nothing is near: a guess that shares too little would mislead.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        var nearest = known.Select(name => (Name: name, Edits: Edits(word, name))).OrderBy(near => near.Edits).FirstOrDefault();
        return nearest.Name is not null && nearest.Edits <= Math.Max(1, Math.Min(word.Length, nearest.Name.Length) / 2) ? nearest.Name : null;
    }

    /// <summary>" Did you mean …?", or nothing.</summary>
    public static string Question(string word, IEnumerable<string> known) =>
        Of(word, known) is { } name ? $" Did you mean \"{name}\"?" : "";

    /// <summary>Damerau's distance: letters that changed places are one mistake. Three rows of the table at a time.</summary>
    private static int Edits(string from, string to)
    {
        var (before, above, row) = (new int[to.Length + 1], new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray());
        for (var i = 1; i <= from.Length; i++)
        {
            (before, above, row) = (above, row, before);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[to.Length];
    }
}
