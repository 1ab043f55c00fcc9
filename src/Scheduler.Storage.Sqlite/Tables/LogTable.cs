using Microsoft.Data.Sqlite;
using RoutineScheduler.Journal;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>Log lines, as they are stored: text that UTF-8 or the database cannot hold is replaced, and the message says so.</summary>
internal static class LogTable
{
    private const string Insert = """
        INSERT INTO log (at, level, event_id, component, template, message, properties, exception, routine, order_date, run, attempt, node)
        VALUES ($at, $level, $eventId, $component, $template, $message, $properties, $exception, $routine, $orderDate, $run, $attempt, $node)
        """;

    public static void Add(WriteTransaction transaction, LogEntry entry)
    {
        var line = StorableNotes.Of(entry);
        transaction.Statement(Insert).Execute(
            Stored.Of(line.At), (long)line.Level, (long)line.EventId, line.Component, line.Template, line.Message, line.Properties, line.Exception,
            line.Routine?.Value, Stored.Of(line.OrderDate), line.Run?.Value, (long?)line.Attempt, line.Node);
    }

    /// <summary>False where the database refuses the line. SQLite then takes back that statement only: the transaction goes on.</summary>
    public static bool TryAdd(WriteTransaction transaction, LogEntry entry)
    {
        try
        {
            Add(transaction, entry);
            return true;
        }
        catch (SqliteException refused) when (RefusedRow.Is(refused))
        {
            return false;
        }
    }
}
