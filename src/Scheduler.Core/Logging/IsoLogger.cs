using Microsoft.Extensions.Logging;

namespace RoutineScheduler.Logging;

/// <summary>What executors are given as theirs: every provider of the host's, a console too, is told dates and times in ISO 8601.</summary>
internal sealed class IsoLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel level) => inner.IsEnabled(level);

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? trouble, Func<TState, Exception?, string> text) =>
        inner.Log(level, id, state, trouble, (logged, thrown) => IsoMessage.Of(logged, thrown, text));
}
