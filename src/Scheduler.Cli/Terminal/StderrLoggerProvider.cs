using Microsoft.Extensions.Logging;
using RoutineScheduler.Cli.Rendering;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>What the tool's own host logs from warnings on: stdout belongs to data.</summary>
internal sealed class StderrLoggerProvider(TextWriter error) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new StderrLogger(error);

    public void Dispose()
    {
    }

    private sealed class StderrLogger(TextWriter error) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                error.WriteLine(Grid.Harmless($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}"));
            }
        }
    }
}
