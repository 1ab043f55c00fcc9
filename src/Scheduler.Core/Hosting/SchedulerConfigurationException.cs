namespace RoutineScheduler.Hosting;

/// <summary>The host's configuration cannot work. Carries every problem that was found: options, definitions, executors.</summary>
public sealed class SchedulerConfigurationException : Exception
{
    public SchedulerConfigurationException(IReadOnlyList<string> problems)
        : base(
            $"The routine scheduler cannot start: {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}." +
            string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}")))
    {
        Problems = problems;
    }

    public IReadOnlyList<string> Problems { get; }
}
