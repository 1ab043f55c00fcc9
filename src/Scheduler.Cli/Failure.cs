using System.Data.Common;
using RoutineScheduler.Calendars;
using RoutineScheduler.Client;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Cli;

/// <summary>What is said of a command that could not be carried through.</summary>
internal sealed record Failure(int ExitCode, string Message)
{
    public static Failure Of(Exception exception) => exception switch
    {
        UsageException or UnknownRoutineException or UnknownCalendarException or CalendarEndsException or CronException or DayRuleException or ArgumentException =>
            new Failure(Cli.ExitCode.Usage, PlainMessage.Of(exception)),
        StorageException or DbException => new Failure(Cli.ExitCode.Storage, exception.Message),
        IOException or UnauthorizedAccessException => new Failure(Cli.ExitCode.Storage, exception.Message),
        SchedulerConfigurationException or InvalidCalendarException => new Failure(Cli.ExitCode.Configuration, exception.Message),
        OperationCanceledException => new Failure(Cli.ExitCode.Interrupted, "Interrupted."),
        _ => new Failure(Cli.ExitCode.Fault, $"This is a fault of the scheduler, please report it. {exception}"),
    };
}
