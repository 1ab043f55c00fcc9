using System.Data.Common;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Client;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Cli;

/// <summary>What is said of a command that could not be carried through.</summary>
internal sealed record Failure(int ExitCode, string Message)
{
    /// <summary>What the engine refuses, it refuses in English: a cron expression, a day group, a database.</summary>
    public static Failure Of(Exception exception, Words words) => exception switch
    {
        UsageException usage => new Failure(Cli.ExitCode.Usage, words[usage.Message, usage.InPortuguese]),
        CalendarEndsException ends => new Failure(Cli.ExitCode.Usage, words[ends.Message, Portuguese(ends)]),
        UnknownRoutineException or UnknownCalendarException or CronException or DayRuleException or ArgumentException =>
            new Failure(Cli.ExitCode.Usage, PlainMessage.Of(exception)),
        AnswerNotWrittenException lost => new Failure(Cli.ExitCode.Output, words[
            $"Cannot write the answer (stdout): {lost.Message.TrimEnd('.')}. What the command did stands.",
            $"Não é possível gravar a resposta (saída padrão): {lost.Message.TrimEnd('.')}. O que o comando fez vale."]),
        StorageException or DbException => new Failure(Cli.ExitCode.Storage, exception.Message),
        IOException or UnauthorizedAccessException => new Failure(Cli.ExitCode.Storage, exception.Message),
        SchedulerConfigurationException or InvalidCalendarException => new Failure(Cli.ExitCode.Configuration, exception.Message),
        OperationCanceledException => new Failure(Cli.ExitCode.Interrupted, words["Interrupted.", "Interrompido."]),
        _ => new Failure(
            Cli.ExitCode.Fault,
            words[
                $"This is a fault of the scheduler, please report it. {exception}",
                $"Esta é uma falha do scheduler; por favor, comunique-a. {exception}"]),
    };

    private static string Portuguese(CalendarEndsException ends) =>
        $"O calendário \"{ends.Calendar}\" vai de {ends.FromYear} a {ends.ThroughYear}; pergunte sobre datas desses anos.";
}
