namespace RoutineScheduler.Calendars;

/// <summary>An overlay's form as text, as strict as a calendar's.</summary>
internal static class OverlayJson
{
    /// <param name="file">Null where the text comes from none.</param>
    public static OverlayText Read(string json, string? file)
    {
        var problems = new List<string>();
        var read = JsonPart.Parse(json, problems) is { } root ? ReadOverlay(root) : new CalendarOverlay { Calendar = "" };
        return new OverlayText(CalendarTitle.OfOverlay(read.Calendar, file), read, problems);
    }

    private static CalendarOverlay ReadOverlay(JsonPart root)
    {
        var found = root.Object("calendar", "add", "remove", "confirmedThrough");
        return new CalendarOverlay
        {
            Calendar = root.Required(found, "calendar")?.Text() ?? "",
            Add = found.TryGetValue("add", out var add) ? [.. add.Items().Select(ReadAdded)] : [],
            Remove = found.TryGetValue("remove", out var remove) ? [.. remove.Items().Select(ReadRemoved)] : [],
            ConfirmedThrough = found.TryGetValue("confirmedThrough", out var confirmed) ? confirmed.Year() : null,
        };
    }

    private static AddedHoliday ReadAdded(JsonPart part)
    {
        var found = part.Object("date", "name", "englishName", "source");
        var name = part.Required(found, "name")?.Text() ?? "";
        return new AddedHoliday(
            part.Required(found, "date")?.Date() ?? default,
            name,
            found.TryGetValue("englishName", out var english) ? english.Text() ?? "" : name,
            found.TryGetValue("source", out var source) ? source.Text() ?? "" : "");
    }

    private static RemovedHoliday ReadRemoved(JsonPart part)
    {
        var found = part.Object("date", "name");
        return new RemovedHoliday(part.Required(found, "date")?.Date() ?? default, found.TryGetValue("name", out var name) ? name.Text() : null);
    }
}
