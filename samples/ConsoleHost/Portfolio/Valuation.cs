using System.ComponentModel.DataAnnotations;

namespace ConsoleHost.Portfolio;

/// <summary>The parameters of <c>value-portfolio</c>.</summary>
internal sealed record Valuation
{
    [Required]
    public required string Fund { get; init; }

    /// <summary>How many of each ticker.</summary>
    [MinLength(1)]
    public required Dictionary<string, int> Shares { get; init; }
}
