namespace RoutineScheduler.Cli.Ask;

/// <summary>A question that cannot be answered as it was asked.</summary>
internal sealed class WrongQuestionException(IReadOnlyList<string> problems) : Exception(Text(problems))
{
    /// <summary>An object may have a hundred thousand properties, each of them wrong.</summary>
    private const int MostTold = 20;

    private static string Text(IReadOnlyList<string> problems) =>
        string.Join(" | ", problems.Take(MostTold)) + (problems.Count > MostTold ? $" | … and {problems.Count - MostTold} more" : "");
}
