namespace RoutineScheduler.Cron;

/// <summary>A run of characters between spaces and tabs.</summary>
/// <param name="Column">Of its first character, counted from 1.</param>
internal readonly record struct CronWord(string Text, int Column)
{
    /// <summary>Six full lists of every value fit. Cronos reads a list by recursion, so its length is bounded before it sees one.</summary>
    private const int Longest = 1_024;

    /// <exception cref="CronException">The expression is empty, too long, or has a control character other than the tab.</exception>
    public static IReadOnlyList<CronWord> Split(string expression)
    {
        if (expression.Length > Longest)
        {
            throw CronSyntax.Refused(expression, Longest + 1, $"{expression.Length} characters", $"at most {Longest}");
        }

        for (var i = 0; i < expression.Length; i++)
        {
            // Cronos stops reading at NUL: what follows would be taken for nothing.
            if (char.IsControl(expression[i]) && expression[i] != '\t')
            {
                throw CronSyntax.Refused(
                    expression, i + 1, $"the control character {Quotation.CodePoint(expression[i])}", "fields separated by spaces or tabs");
            }
        }

        return [.. Runs(expression)];
    }

    private static IEnumerable<CronWord> Runs(string expression)
    {
        for (var end = 0; end < expression.Length;)
        {
            var start = end;
            while (end < expression.Length && expression[end] is not (' ' or '\t'))
            {
                end++;
            }

            if (end > start)
            {
                yield return new CronWord(expression[start..end], start + 1);
            }
            else
            {
                end++;
            }
        }
    }
}
