namespace RoutineScheduler.Execution;

/// <summary>Parameters that the executor's type cannot take. The run is Failed(ParametersUnreadable), the executor was not entered.</summary>
public sealed class ParametersUnreadableException : Exception
{
    /// <param name="path">JSON path of what is wrong; "$" for the whole.</param>
    public ParametersUnreadableException(string path, string message, Exception? inner = null)
        : base(message, inner) => Problems = [new ParameterProblem(path, Without($"{path}: ", message))];

    /// <param name="problems">At least one; the first one's path is that of the exception.</param>
    internal ParametersUnreadableException(IReadOnlyList<ParameterProblem> problems, Exception? inner = null)
        : base(string.Join("; ", problems), inner) => Problems = problems;

    public string JsonPath => Problems[0].Path;

    internal IReadOnlyList<ParameterProblem> Problems { get; }

    /// <summary>A run of another date may have none of it.</summary>
    internal bool RestsOnTheDate { get; init; }

    private static string Without(string beginning, string message) =>
        message.StartsWith(beginning, StringComparison.Ordinal) ? message[beginning.Length..] : message;
}

/// <summary>One thing that is wrong with parameters.</summary>
/// <param name="Path">As $.file.names[2]; "$" where it speaks of no one place.</param>
internal sealed record ParameterProblem(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
