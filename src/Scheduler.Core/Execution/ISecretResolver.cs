namespace RoutineScheduler.Execution;

/// <summary>Where {secret:NAME} comes from. The default reads the configuration section RoutineScheduler:Secrets.</summary>
public interface ISecretResolver
{
    /// <summary>Null where there is no such secret. The value is never stored, and masked wherever it turns up.</summary>
    ValueTask<string?> ResolveAsync(string name, CancellationToken cancel);
}
