namespace RoutineScheduler.Execution;

/// <summary>Hides the secrets that an attempt was given, wherever their value turns up.</summary>
internal sealed class SecretMask
{
    public const string Hidden = "***";

    public static readonly SecretMask None = new([]);

    private readonly IReadOnlyList<string> values;

    /// <summary>The longest first, so that a secret that contains another is hidden whole. Values under three characters would hide half of every line.</summary>
    public SecretMask(IEnumerable<string> values) => this.values = [.. values.Where(value => value.Length >= 3).Distinct().OrderByDescending(value => value.Length)];

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public string? Apply(string? text)
    {
        if (text is null || values.Count == 0)
        {
            return text;
        }

        return values.Aggregate(text, (masked, value) => masked.Replace(value, Hidden, StringComparison.Ordinal));
    }
}
