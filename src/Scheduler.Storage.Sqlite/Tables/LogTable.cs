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

    public static void Add(WriteTransaction transaction, IEnumerable<LogEntry> lines)
    {
        foreach (var line in lines.Select(StorableNotes.Of))
        {
            transaction.Statement(Insert).Execute(
                Stored.Of(line.At), (long)line.Level, (long)line.EventId, line.Component, line.Template, line.Message, line.Properties, line.Exception,
                line.Routine?.Value, Stored.Of(line.OrderDate), line.Run?.Value, (long?)line.Attempt, line.Node);
        }
    }
}
