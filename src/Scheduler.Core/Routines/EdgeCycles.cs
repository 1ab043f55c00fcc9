namespace RoutineScheduler.Routines;

/// <summary>
/// Circles of edges that mean the run's own order date: no run in one could ever start. An edge to an earlier date cannot close a circle,
/// so a routine may wait for itself on one.
/// </summary>
internal static class EdgeCycles
{
    private const int MostToReport = 100;

    /// <summary>
    /// Each circle as <c>a → b → a</c>, where each waits for the next, beginning with the least key. Every edge that is part of a circle stands
    /// in one of them, the shortest through it; at most 100 are given. Edges to routines that are not in the set are passed over.
    /// </summary>
    public static IReadOnlyList<string> Find(IEnumerable<(RoutineKey Routine, IReadOnlyList<After> Edges)> routines)
    {
        var edges = routines
            .SelectMany(it => it.Edges, (it, edge) => (Routine: it.Routine.Value, edge))
            .Where(it => it.edge.Date is EdgeDate.Same)
            .Select(it => (From: it.Routine, To: it.edge.Routine.Value))
            .Distinct()
            .ToList();
        edges = WithoutDeadEnds(edges);
        edges = [.. WithoutDeadEnds([.. edges.Select(edge => (edge.To, edge.From))]).Select(edge => (edge.To, edge.From))];
        return
        [
            .. Circles([.. edges.OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal)]).Select(Print),
        ];
    }

    /// <summary>
    /// Takes away, again and again, the edges to what leads nowhere: of a set without circles, all. Linear, for a million routines.
    /// </summary>
    private static List<(string From, string To)> WithoutDeadEnds(List<(string From, string To)> edges)
    {
        var into = edges.ToLookup(edge => edge.To, edge => edge.From);
        var open = edges.CountBy(edge => edge.From).ToDictionary();
        var ends = new Stack<string>(edges.Select(edge => edge.To).Distinct().Where(routine => !open.ContainsKey(routine)));
        var dead = new HashSet<string>();
        while (ends.TryPop(out var end))
        {
            dead.Add(end);
            foreach (var waiter in into[end])
            {
                if (--open[waiter] == 0)
                {
                    ends.Push(waiter);
                }
            }
        }

        return [.. edges.Where(edge => !dead.Contains(edge.To))];
    }

    private static List<IReadOnlyList<string>> Circles(IReadOnlyList<(string From, string To)> edges)
    {
        var waitsFor = edges.ToLookup(edge => edge.From, edge => edge.To);
        var circles = new List<IReadOnlyList<string>>();
        var covered = new HashSet<(string, string)>();
        foreach (var edge in edges)
        {
            if (circles.Count < MostToReport && !covered.Contains(edge) && PathBetween(edge.To, edge.From, waitsFor) is { } path)
            {
                circles.Add(FromLeast(path));
                covered.UnionWith(path.Zip([.. path.Skip(1), path[0]]));
            }
        }

        return circles;
    }

    /// <summary>The shortest way along the edges, both ends included; null where there is none.</summary>
    private static List<string>? PathBetween(string from, string to, ILookup<string, string> waitsFor)
    {
        var cameFrom = new Dictionary<string, string?> { [from] = null };
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var routine) && routine != to)
        {
            foreach (var predecessor in waitsFor[routine])
            {
                if (cameFrom.TryAdd(predecessor, routine))
                {
                    next.Enqueue(predecessor);
                }
            }
        }

        return cameFrom.ContainsKey(to) ? WalkBack(to, cameFrom) : null;
    }

    private static List<string> WalkBack(string to, Dictionary<string, string?> cameFrom)
    {
        var path = new List<string>();
        for (var at = to; at is not null; at = cameFrom[at])
        {
            path.Add(at);
        }

        path.Reverse();
        return path;
    }

    private static IReadOnlyList<string> FromLeast(IReadOnlyList<string> circle)
    {
        var least = circle.Index().MinBy(it => it.Item, StringComparer.Ordinal).Index;
        return [.. circle.Skip(least), .. circle.Take(least)];
    }

    private static string Print(IReadOnlyList<string> circle) => string.Join(" → ", circle.Append(circle[0]));
}
