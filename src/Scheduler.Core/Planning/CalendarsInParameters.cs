namespace RoutineScheduler.Planning;

/// <summary>
/// The calendars that runs may ask when they start: those in templates, as {orderDate-1bd(b3):…}, and texts that are a calendar's name, since only
/// the executor's type knows which of its parameters name one. What is found by mistake costs a reload that changes nothing.
/// </summary>
internal static class CalendarsInParameters
{
    private const string None = "{}";

    /// <param name="parameters">Each routine's, as JSON.</param>
    /// <param name="known">The names that are looked for.</param>
    public static IReadOnlyCollection<string> Of(IEnumerable<string> parameters, IEnumerable<string> known)
    {
        var wanted = known.Select(name => (Name: name, InTemplate: $"bd({name})", Whole: $"\"{name}\"")).ToList();
        var found = new List<string>();
        foreach (var json in parameters.Where(json => json != None))
        {
            wanted.RemoveAll(calendar =>
            {
                var isNamed = json.Contains(calendar.InTemplate, StringComparison.Ordinal) || json.Contains(calendar.Whole, StringComparison.Ordinal);
                if (isNamed)
                {
                    found.Add(calendar.Name);
                }

                return isNamed;
            });
            if (wanted.Count == 0)
            {
                break;
            }
        }

        return found;
    }
}
