namespace RoutineScheduler.Execution;

/// <summary>Parameters that the executor's type cannot take. The run is Failed(ParametersUnreadable), the executor was not entered.</summary>
/// <param name="path">JSON path of what is wrong; "$" for the whole.</param>
public sealed class ParametersUnreadableException(string path, string message, Exception? inner = null) : Exception(message, inner)
{
    public string JsonPath { get; } = path;
}
