using System.Globalization;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Executors.Download;

/// <summary>Tells people how far a long download is, at most twice a second.</summary>
/// <param name="expected">In bytes; null where the server did not say.</param>
internal sealed class DownloadProgress(IRunContext run, string shown, long? expected)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private TimeSpan next = Every;

    /// <param name="elapsed">Since the body began.</param>
    public void Received(long bytes, TimeSpan elapsed)
    {
        if (elapsed < next)
        {
            return;
        }

        next = elapsed + Every;
        var of = expected is { } all ? $" of {Megabytes(all)}" : "";
        run.Report($"{Megabytes(bytes)}{of} from {shown}", expected is > 0 ? Math.Min(1, (double)bytes / expected.Value) : null);
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
