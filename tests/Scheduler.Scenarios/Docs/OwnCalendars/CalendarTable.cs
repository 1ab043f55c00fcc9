using System.Data.Common;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Scenarios.Docs.OwnCalendars;

/// <summary>The source of docs/guides/calendars.md, line for line.</summary>
public sealed class CalendarTable(DbDataSource database) : ICalendarSource
{
    public async Task<BusinessCalendar?> FindAsync(string name, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("SELECT json FROM calendar WHERE name = $name");
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("$name", name);
        command.Parameters.Add(parameter);
        return await command.ExecuteScalarAsync(cancel) is string json ? BusinessCalendar.FromJson(json) : null;
    }
}
