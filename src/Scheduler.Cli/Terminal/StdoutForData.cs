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
    private readonly TextWriter before = Console.Out;
    private readonly ConsoleLoggerOptions? options;
    private readonly LogLevel threshold;
    private readonly IDisposable? changes;

    private StdoutForData(IOptionsMonitor<ConsoleLoggerOptions>? logger)
    {
        Console.SetOut(Console.Error);
        options = logger?.CurrentValue;
        threshold = options?.LogToStandardErrorThreshold ?? LogLevel.None;
        changes = logger?.OnChange(ToStderr);   // a configuration file that is read again
        ToStderr(options);
    }

    public static StdoutForData Of(IHost host) => new(host.Services.GetService<IOptionsMonitor<ConsoleLoggerOptions>>());

    public void Dispose()
    {
        changes?.Dispose();
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
