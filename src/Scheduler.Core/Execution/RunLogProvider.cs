using Microsoft.Extensions.Logging;
using NodaTime;

namespace RoutineScheduler.Execution;

/// <summary>
/// Captures what is logged through plain ILogger from Information on: inside an attempt every category, into the run's log; outside only ours.
/// A provider beside the host's others, filtered as they are (Logging:RoutineScheduler:LogLevel).
/// </summary>
[ProviderAlias("RoutineScheduler")]
internal sealed class RunLogProvider(LineBuffer own, IClock clock) : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new RunLogger(categoryName, own, clock, CurrentAttempt);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private AttemptScope? CurrentAttempt()
    {
        var found = new Found();
        scopes.ForEachScope(static (scope, found) => found.Attempt = scope as AttemptScope ?? found.Attempt, found);
        return found.Attempt;
    }

    private sealed class Found
    {
        public AttemptScope? Attempt { get; set; }
    }
}
