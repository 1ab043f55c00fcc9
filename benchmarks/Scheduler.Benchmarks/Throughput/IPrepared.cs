namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>A prepared statement; values in the order in which the text first names them.</summary>
internal interface IPrepared : IDisposable
{
    /// <summary>The number of rows changed.</summary>
    int Execute(params ReadOnlySpan<object?> values);

    long Number(params ReadOnlySpan<object?> values);

    /// <summary>Rows of (run, routine, attempt).</summary>
    List<(long Run, string Routine, long Attempt)> Claimed(params ReadOnlySpan<object?> values);
}
