namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>What no database could be opened with, all of it at once.</summary>
internal static class OptionProblems
{
    // PRAGMA cache_size counts kilobytes in 32 bits, busy_timeout milliseconds; PeriodicTimer takes no more than 49 days.
    private const int MostMegabytes = int.MaxValue / 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    public static IEnumerable<string> Of(SqliteStorageOptions options)
    {
        if (options.CacheMegabytes is < 1 or > MostMegabytes)
        {
            yield return $"{nameof(options.CacheMegabytes)} is {options.CacheMegabytes}, and must be from 1 to {MostMegabytes}; 64 is usual.";
        }

        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > Longest)
        {
            yield return $"{nameof(options.BusyTimeout)} is {options.BusyTimeout}, and must not be negative or longer than {Longest}; " +
                "5 seconds are usual.";
        }

        if (options.LookForOthersEvery < TimeSpan.FromMilliseconds(1) || options.LookForOthersEvery > Longest)
        {
            yield return $"{nameof(options.LookForOthersEvery)} is {options.LookForOthersEvery}, and must be from 1 millisecond to {Longest}; " +
                "250 milliseconds are usual.";
        }
    }
}
