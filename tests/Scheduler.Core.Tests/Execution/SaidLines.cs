using Microsoft.Extensions.Logging;

namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>What the host's other log providers are given.</summary>
internal sealed class SaidLines : ILoggerProvider
{
    private readonly Lock gate = new();
    private readonly List<(string Category, int Id, LogLevel Level, string Text)> lines = [];
    private readonly List<(int Id, Signal Signal)> expected = [];

    public IReadOnlyList<(string Category, int Id, LogLevel Level, string Text)> All
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    public IEnumerable<string> Of(int eventId) => All.Where(line => line.Id == eventId).Select(line => line.Text);

    /// <summary>Completes when a message of this event is written; to be armed before the act.</summary>
    public Task WhenSaid(int eventId)
    {
        lock (gate)
        {
            var signal = new Signal();
            expected.Add((eventId, signal));
            return signal.Said;
        }
    }

    public ILogger CreateLogger(string categoryName) => new Listener(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Listener(SaidLines owner, string category) : ILogger
    {
        public bool IsEnabled(LogLevel level) => true;

        public IDisposable? BeginScope<T>(T state)
            where T : notnull => null;

        public void Log<T>(LogLevel level, EventId id, T state, Exception? trouble, Func<T, Exception?, string> text)
        {
            lock (owner.gate)
            {
                owner.lines.Add((category, id.Id, level, text(state, trouble)));
                owner.expected.FindAll(signal => signal.Id == id.Id).ForEach(signal => signal.Signal.Say());
            }
        }
    }
}
