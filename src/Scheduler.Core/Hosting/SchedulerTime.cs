using NodaTime;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Hosting;

/// <summary>What time and chance are: the system's in production, a test's where time has one driver.</summary>
internal sealed record SchedulerTime(IClock Clock, Wait Wait, Elapsed Elapsed, Func<double> Random);
