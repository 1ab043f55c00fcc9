namespace RoutineScheduler.Calendars;

/// <summary>What problems are problems of: as "Calendar 'nyse' (file /app/nyse.json)".</summary>
internal static class CalendarTitle
{
    /// <param name="name">Empty where it could not be read.</param>
    /// <param name="file">Null where the calendar comes from code.</param>
    public static string Of(string name, string? file) => $"Calendar{Named(name)}{In(file)}";

    /// <inheritdoc cref="Of"/>
    public static string OfOverlay(string name, string? file) => $"Overlay of {(Named(name) is "" ? "a " : "")}calendar{Named(name)}{In(file)}";

    private static string Named(string name) => string.IsNullOrWhiteSpace(name) ? "" : $" '{name}'";

    private static string In(string? file) => file is null ? "" : $" (file {file})";
}
