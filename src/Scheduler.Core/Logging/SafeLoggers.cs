using Microsoft.Extensions.Logging;

namespace RoutineScheduler.Logging;

/// <summary>
/// The host's loggers, without their trouble: a logger throws what any of its providers throws, and a log file on a full disk must cost no
/// run its end. What could not be written is counted, since there is nowhere to say it.
/// </summary>
internal sealed class SafeLoggers(ILoggerFactory inner, SchedulerMetrics metrics)
{
    public ILogger CreateLogger(string category) => new SafeLogger<object>(inner.CreateLogger(category), metrics);

    public ILogger<T> CreateLogger<T>() => new SafeLogger<T>(inner.CreateLogger<T>(), metrics);

    private sealed class SafeLogger<TCategory>(ILogger inner, SchedulerMetrics metrics) : ILogger<TCategory>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => Safely(() => inner.BeginScope(state));

        public bool IsEnabled(LogLevel level) => Safely(() => inner.IsEnabled(level));

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? trouble, Func<TState, Exception?, string> text)
        {
            try
            {
                inner.Log(level, id, state, trouble, text);
            }
            catch (Exception)
            {
                metrics.NotLogged();
            }
        }

        private T? Safely<T>(Func<T> ask)
        {
            try
            {
                return ask();
            }
            catch (Exception)
            {
                metrics.NotLogged();
                return default;
            }
        }
    }
}
