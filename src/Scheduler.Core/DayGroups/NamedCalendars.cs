using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

/// <summary>The calendars that a rule's text names, where it names them.</summary>
internal static class NamedCalendars
{
    /// <summary>One message for each that is not in the set, in the order of the text; of several places the first.</summary>
    /// <param name="text">Of a rule that can be read.</param>
    public static IReadOnlyList<string> Unknown(string text, IReadOnlyList<string> named, CalendarSet calendars)
    {
        var tokens = DayRuleScanner.Scan(text);
        var places = named.Where(name => !calendars.TryGet(name, out _)).Select(name => Place(name, tokens));
        return [.. places.OrderBy(place => place.Column).Select(place => Message(place, text, calendars))];
    }

    /// <summary>A calendar stands alone, after a parenthesis or a comma; a rule of that name would not be read as one there.</summary>
    private static Token Place(string name, List<Token> tokens) => tokens.Where((token, at) => token.Text == name && StandsAlone(tokens, at)).First();

    private static bool StandsAlone(List<Token> tokens, int at) =>
        at > 0 && tokens[at - 1].Kind is TokenKind.Open or TokenKind.Comma && tokens[at + 1].Kind != TokenKind.Open;

    private static string Message(Token place, string text, CalendarSet calendars) =>
        $"{UnknownCalendarException.TextFor(place.Text, calendars.Names)} Column {place.Column} of the day rule. "
        + DayRuleException.Excerpt(text, place.Column);
}
