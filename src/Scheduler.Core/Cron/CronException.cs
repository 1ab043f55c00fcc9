namespace RoutineScheduler.Cron;

/// <summary>One thing that is wrong with a cron expression.</summary>
/// <param name="Field">Null where no single field is to blame.</param>
/// <param name="Column">Counted from 1, in the expression as it was given.</param>
/// <param name="Found">What stands there, in words or quoted.</param>
/// <param name="Allowed">What would be right there.</param>
public sealed record CronProblem(CronField? Field, int Column, string Found, string Allowed)
{
    public override string ToString() =>
        Field is { } field ? $"{field.Name()}, column {Column}: {Found}; allowed: {Allowed}" : $"column {Column}: {Found}; allowed: {Allowed}";
}

/// <summary>A cron expression that is wrong, or that never fires. Names all problems, in the order of their columns.</summary>
public sealed class CronException : FormatException
{
    internal CronException(string expression, IReadOnlyList<CronProblem> problems)
        : base($"The cron expression {Quotation.Of(expression)} is wrong. {string.Join(" | ", problems)}")
    {
        Expression = expression;
        Problems = problems;
    }

    public string Expression { get; }

    public IReadOnlyList<CronProblem> Problems { get; }
}
