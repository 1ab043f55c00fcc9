namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>A way to load a day and drain it, on a database file of its own.</summary>
internal interface IContender : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Makes the schema.</summary>
    Task OpenAsync();

    Task LoadAsync();

    /// <summary>Claims and ends runs until none is left.</summary>
    Task DrainAsync();

    /// <summary>Counts every statement that the writing connection begins from now on: for a round that is not timed.</summary>
    WorkCounter Count();

    /// <summary>What must be true afterwards, else the number means nothing.</summary>
    Task<DrainedFile> CloseAsync();
}

/// <param name="Bytes">Of the file, its write-ahead log written back.</param>
internal sealed record DrainedFile(long Ended, long Attempts, long Lines, long Bytes);
