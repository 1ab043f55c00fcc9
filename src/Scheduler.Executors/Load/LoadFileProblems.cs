namespace RoutineScheduler.Executors.Load;

/// <summary>What is wrong with the parameters whatever file and database there are: all of it at once.</summary>
internal static class LoadFileProblems
{
    public static IReadOnlyList<string> Of(LoadFile load) => Nulls(load) is { Count: > 0 } nulls
        ? nulls   // nothing else can be asked of them
        :
        [
            .. LoadSourceProblems.Of(load), .. LoadFormatProblems.Of(load), .. OfKey(load), .. OfColumns(load),
            .. load.Columns.SelectMany(column => LoadFieldProblems.Of(column, load)),
            .. load.Keep.SelectMany(keep => LoadFieldProblems.Of(keep, load)),
        ];

    /// <summary>JSON may say null where the type says that there is none.</summary>
    private static List<string> Nulls(LoadFile load)
    {
        (string What, IEnumerable<object?>? Values)[] lists =
        [
            ("Columns", load.Columns), ("Key", load.Key), ("Keep", load.Keep),
            ("OtherNames of a column", load.Columns?.SelectMany(column => column?.OtherNames?.AsEnumerable() ?? [null])),
            ("OtherNames of a condition in Keep", load.Keep?.SelectMany(keep => keep?.OtherNames?.AsEnumerable() ?? [null])),
            ("In of a condition in Keep", load.Keep?.SelectMany(keep => keep?.In?.AsEnumerable() ?? [null])),
            ("NotIn of a condition in Keep", load.Keep?.SelectMany(keep => keep?.NotIn?.AsEnumerable() ?? [null])),
            ("Column of a column", load.Columns?.Select(column => column?.Column)),
        ];
        return [.. lists.Where(list => list.Values?.Contains(null) ?? true).Select(list => $"{list.What} is null, or has a null in it.").Take(1)];
    }

    private static IEnumerable<string> OfKey(LoadFile load)
    {
        if (load.InsertOnly && load.Key.Count > 0)
        {
            yield return "InsertOnly inserts each row, so Key would mean nothing: leave one of them out.";
        }

        if (!load.InsertOnly && load.Key.Count == 0)
        {
            yield return "Key is missing: name the columns that tell rows apart, or say InsertOnly and let a second load insert everything again.";
        }

        foreach (var key in load.Key.Where(key => !load.Columns.Any(column => Same(column.Column, key))))
        {
            yield return $"The Key column '{key}' gets no value: add it to Columns.";
        }
    }

    private static IEnumerable<string> OfColumns(LoadFile load)
    {
        foreach (var twice in load.Columns.GroupBy(column => column.Column, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"Columns names '{twice.Key}' {twice.Count()} times.";
        }
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
