using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>
/// While a command is carried out inside a host's program, stdout is the command's: what the program's console logger and its executors write
/// goes to stderr. The logger took hold of stdout when the host was built, and asks its options line by line.
/// </summary>
internal sealed class StdoutForData : IDisposable
{
    // The scheduler's loggers are made when it is first asked for, and look at the rules then.
    private static readonly LoggerFilterRule OnlyWarnings =
        new(typeof(ConsoleLoggerProvider).FullName, nameof(RoutineScheduler), LogLevel.Warning, null);

    private readonly TextWriter before = Console.Out;
    private readonly ConsoleLoggerOptions? options;
    private readonly LogLevel threshold;
    private readonly IDisposable? changes;
    private readonly LoggerFilterOptions? filters;

    private StdoutForData(IOptionsMonitor<ConsoleLoggerOptions>? logger, LoggerFilterOptions? quieted)
    {
        filters = quieted;
        filters?.Rules.Add(OnlyWarnings);
        Console.SetOut(Console.Error);
        options = logger?.CurrentValue;
        threshold = options?.LogToStandardErrorThreshold ?? LogLevel.None;
        changes = logger?.OnChange(ToStderr);   // a configuration file that is read again
        ToStderr(options);
    }

    /// <param name="isQuiet">
    /// What the scheduler tells the console is then told from warnings on. The program's other loggers, and what else it writes, are its own.
    /// </param>
    public static StdoutForData Of(IHost host, bool isQuiet) => new(
        host.Services.GetService<IOptionsMonitor<ConsoleLoggerOptions>>(),
        isQuiet ? host.Services.GetService<IOptionsMonitor<LoggerFilterOptions>>()?.CurrentValue : null);

    public void Dispose()
    {
        changes?.Dispose();
        filters?.Rules.Remove(OnlyWarnings);
        if (options is not null)
        {
            options.LogToStandardErrorThreshold = threshold;
        }

        Console.SetOut(before);
    }

    private static void ToStderr(ConsoleLoggerOptions? options)
    {
        if (options is not null)
        {
            options.LogToStandardErrorThreshold = LogLevel.Trace;
        }
    }
}
