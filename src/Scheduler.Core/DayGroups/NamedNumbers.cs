namespace RoutineScheduler.DayGroups;

/// <summary>A set of small numbers as rules list them: by name where they have one, three or more in a row as a range.</summary>
/// <param name="Bits">Bit n is set where n is in the set.</param>
internal readonly record struct NamedNumbers(uint Bits, NumberNames Names)
{
    public static readonly IReadOnlyList<string> Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static readonly IReadOnlyList<string> Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static NamedNumbers Of(IEnumerable<int> numbers, NumberNames names) => new(numbers.Aggregate(0u, (bits, n) => bits | (1u << n)), names);

    public bool Contains(int n) => (Bits & (1u << n)) != 0;

    public override string ToString()
    {
        var self = this;
        var names = WordsOf(Names);
        return names is null
            ? string.Join(", ", Enumerable.Range(1, 31).Where(self.Contains))
            : string.Join(", ", RunsUpTo(names.Count).Select(run => Run(run.First, run.Last, names)));
    }

    /// <summary>Null where the numbers stand for themselves.</summary>
    public static IReadOnlyList<string>? WordsOf(NumberNames names) => names switch
    {
        NumberNames.Weekdays => Weekdays,
        NumberNames.Months => Months,
        _ => null,
    };

    private IEnumerable<(int First, int Last)> RunsUpTo(int last)
    {
        for (var n = 1; n <= last; n++)
        {
            if (Contains(n))
            {
                var first = n;
                while (n < last && Contains(n + 1))
                {
                    n++;
                }

                yield return (first, n);
            }
        }
    }

    private static string Run(int first, int last, IReadOnlyList<string> names) =>
        last - first >= 2
            ? $"{names[first - 1]}-{names[last - 1]}"
            : string.Join(", ", names.Skip(first - 1).Take(last - first + 1));
}

internal enum NumberNames : byte { None, Weekdays, Months }
