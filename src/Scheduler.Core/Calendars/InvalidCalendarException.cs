namespace RoutineScheduler.Calendars;

/// <summary>A calendar or an overlay that cannot be: all its problems at once, each with the path of the property that is wrong.</summary>
public sealed class InvalidCalendarException : Exception
{
    internal InvalidCalendarException(string what, IReadOnlyList<string> problems)
        : base($"{what}: {(problems.Count == 1 ? problems[0] : $"{problems.Count} problems\n- {string.Join("\n- ", problems)}")}") =>
        (Of, Problems) = (what, problems);

    /// <summary>As "Calendar file /app/nyse.json".</summary>
    internal string Of { get; }

    /// <summary>As "holidays[2].dates[0]: 1999-12-31 lies outside …".</summary>
    public IReadOnlyList<string> Problems { get; }
}
