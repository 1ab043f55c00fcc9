namespace RoutineScheduler.Calendars;

/// <summary>A name that no calendar of the set bears.</summary>
public sealed class UnknownCalendarException : Exception
{
    internal UnknownCalendarException(string name, IReadOnlyCollection<string> known)
        : base(TextFor(name, known)) => Name = name;

    public string Name { get; }

    internal static string TextFor(string name, IReadOnlyCollection<string> known) =>
        $"There is no calendar \"{name}\".{NearestName.Question(name, known)} Known: {(known.Count == 0 ? "none" : string.Join(", ", known))}.";
}
