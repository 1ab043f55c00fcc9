using NodaTime;

namespace RoutineScheduler.Execution;

/// <summary>Task.Delay in production. A test's moves its clock, so that time has one driver and no test sleeps.</summary>
internal delegate Task Wait(Duration howLong, CancellationToken cancel);

/// <summary>Time that no clock change touches, since some fixed moment: what a node counts its leases by.</summary>
internal delegate Duration Elapsed();
