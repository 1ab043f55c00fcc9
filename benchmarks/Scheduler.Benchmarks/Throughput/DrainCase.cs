namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>What the runs of a measured day are like.</summary>
/// <param name="Routines">Null: as many as there are runs.</param>
/// <param name="MaxConcurrent">Null: no gate.</param>
/// <param name="EdgeEvery">Every nth run waits for the one before it; 0: none does.</param>
internal sealed record DrainCase(string Name, string Description, int? Routines, int? MaxConcurrent, int EdgeEvery)
{
    public static readonly IReadOnlyList<DrainCase> All =
    [
        new("ungated", "no gates", null, null, 0),
        new("gated", "every run gated, a routine each", null, 1, 0),
        new("gated-1000", "every run gated, 1,000 routines", 1_000, 1, 0),
        new("edges", "every 5th with an edge", null, null, 5),
        new("gated-edges", "every run gated, every 5th with an edge", null, 1, 5),
    ];

    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static DrainCase Named(string name) => All.FirstOrDefault(one => one.Name == name)
        ?? throw new ArgumentException($"There is no case '{name}'; there are {string.Join(", ", All.Select(one => one.Name))}.", nameof(name));
}
