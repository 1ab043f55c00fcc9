using NodaTime;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>Stands where it was set, so that a measured run is due when it is to be, and no lease lapses.</summary>
internal sealed class SetClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}
