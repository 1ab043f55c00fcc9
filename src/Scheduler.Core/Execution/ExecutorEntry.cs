using RoutineScheduler.Queue;

namespace RoutineScheduler.Execution;

/// <summary>Enters the executor with parameters that <see cref="ExecutorEntry.Read"/> made.</summary>
internal delegate Task<AttemptOutcome> EnterExecutor(IServiceProvider scope, object parameters, IRunContext run, CancellationToken cancel);

/// <summary>One registered executor, its type of parameters closed over.</summary>
/// <param name="Read">Resolved JSON to parameters. Throws <see cref="ParametersUnreadableException"/>.</param>
/// <param name="DefinedAt">File and line, for the message about a second one of the same name.</param>
/// <param name="StartsProcesses">A node that is provably gone may have left them running: its lease is waited out.</param>
internal sealed record ExecutorEntry(string Name, Func<string, object> Read, EnterExecutor Enter, string DefinedAt, bool StartsProcesses = false)
{
    /// <summary>Null where it takes no parameters.</summary>
    public Type? Parameters { get; init; }

    /// <summary>Services that the executor takes, so that a missing one is an error at start and not a run's failure.</summary>
    public IReadOnlyList<Type> Services { get; init; } = [];
}
