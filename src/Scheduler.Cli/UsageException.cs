namespace RoutineScheduler.Cli;

/// <summary>An argument that cannot be meant as it was written: says which one, and what would be right.</summary>
/// <param name="inPortuguese">The same, as Brazil reads it.</param>
internal sealed class UsageException(string message, string inPortuguese) : Exception(message)
{
    public string InPortuguese => inPortuguese;
}
