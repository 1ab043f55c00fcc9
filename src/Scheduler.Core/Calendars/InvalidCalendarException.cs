namespace RoutineScheduler.Calendars;

/// <summary>A calendar or an overlay that cannot be: all its problems at once, each with the path of the property that is wrong.</summary>
public sealed class InvalidCalendarException : Exception
{
    internal InvalidCalendarException(string what, IReadOnlyList<string> problems)
        : base(problems.Count == 1 ? $"{what}, {problems[0]}" : $"{what}: {problems.Count} problems\n- {string.Join("\n- ", problems)}") =>
        (Of, Problems) = (what, problems);

    /// <summary>As <see cref="CalendarTitle"/> gives it.</summary>
    internal string Of { get; }

    /// <summary>The calendar's own; empty where it could not be read, or an overlay is meant.</summary>
    internal string Name { get; init; } = "";

    /// <summary>As "Calendar 'nyse' (file /app/nyse.json), holidays[2].dates[0]: 1999-12-31 lies …".</summary>
    internal IEnumerable<string> Sentences => Problems.Select(problem => $"{Of}, {problem}");

    /// <summary>As "holidays[2].dates[0]: 1999-12-31 lies …".</summary>
    public IReadOnlyList<string> Problems { get; }
}
