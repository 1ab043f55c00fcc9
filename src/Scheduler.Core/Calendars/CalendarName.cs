namespace RoutineScheduler.Calendars;

/// <summary>The names that rules can say: lower-case letters, digits and single hyphens, a letter first.</summary>
internal static class CalendarName
{
    public const string Form = "a calendar's name is lower-case letters, digits and single hyphens, and begins with a letter";

    public static bool IsWellFormed(string name) =>
        name.Length is > 0 and <= 64
        && char.IsAsciiLetterLower(name[0])
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
        && !name.EndsWith('-')
        && !name.Contains("--", StringComparison.Ordinal);

    public static string Checked(string name) =>
        IsWellFormed(name) ? name : throw new ArgumentException($"\"{name}\" cannot name a calendar: {Form}, as in \"b3\".", nameof(name));
}
