using NodaTime;

namespace ConsoleHost;

/// <summary>
/// Shows <paramref name="start"/> when it is first read and goes at real speed from there: the story is the same on whatever date it is run,
/// and however long a machine takes to get ready.
/// </summary>
internal sealed class SampleClock(Instant start, TimeProvider time) : IClock
{
    private readonly Lazy<long> firstRead = new(time.GetTimestamp);

    public Instant GetCurrentInstant() => start + Duration.FromTimeSpan(time.GetElapsedTime(firstRead.Value));
}
