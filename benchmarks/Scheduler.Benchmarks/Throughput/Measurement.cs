namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>One round of one contender.</summary>
/// <param name="Load">Runs a second.</param>
/// <param name="Drain">Runs a second.</param>
/// <param name="DrainCpu">Processor time of the process per drained run: it says more than the clock does where others use the machine.</param>
internal sealed record Measurement(double Load, double Drain, TimeSpan DrainCpu);

/// <summary>A round in which work was counted and not timed.</summary>
internal sealed record CountedWork(double StatementsPerRun, double CommitsPerRun, double LoadStatementsPerRun, double BytesPerRun);

internal static class Medians
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
