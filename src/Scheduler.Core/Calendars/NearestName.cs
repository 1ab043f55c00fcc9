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

    /// <summary>Levenshtein's distance, one row at a time.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
