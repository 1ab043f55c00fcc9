using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>The one driver of time: moves the clock, and lets go whoever waited until then. Nothing sleeps.</summary>
internal sealed class VirtualTime(Instant now)
{
    private readonly Lock gate = new();
    private readonly List<(Instant At, TaskCompletionSource Done)> waits = [];
    private readonly List<(Duration HowLong, TaskCompletionSource Asked)> expected = [];
    private readonly List<(int Times, TaskCompletionSource Asked)> counted = [];
    private readonly List<Duration> asked = [];

    public FakeClock Clock { get; } = new(now);

    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>What was waited for, in order.</summary>
    public IReadOnlyList<Duration> Asked
    {
        get
        {
            lock (gate)
            {
                return [.. asked];
            }
        }
    }

    public SchedulerTime ForScheduler => new(Clock, WaitAsync, () => Now - now, () => 0.5);

    /// <summary>Completes when somebody waits so long; to be armed before the act.</summary>
    public Task WhenAskedFor(Duration howLong)
    {
        lock (gate)
        {
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            expected.Add((howLong, signal));
            return signal.Task;
        }
    }

    /// <summary>Completes when somebody has waited so many times, from the beginning.</summary>
    public Task WhenAskedTimes(int times)
    {
        lock (gate)
        {
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (asked.Count >= times)
            {
                signal.SetResult();
            }

            counted.Add((times, signal));
            return signal.Task;
        }
    }

    public void Advance(Duration by)
    {
        var until = Now + by;
        while (Next(until) is { } due)
        {
            due.TrySetResult();
        }

        Clock.Reset(until);
    }

    public Task WaitAsync(Duration howLong, CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<TaskCompletionSource> signals;
        lock (gate)
        {
            asked.Add(howLong);
            waits.Add((Now + howLong, done));
            signals =
            [
                .. expected.Where(signal => signal.HowLong == howLong).Select(signal => signal.Asked),
                .. counted.Where(signal => signal.Times <= asked.Count).Select(signal => signal.Asked),
            ];
            expected.RemoveAll(signal => signal.HowLong == howLong);
        }

        if (howLong <= Duration.Zero)
        {
            done.TrySetResult();
        }

        cancel.Register(() => done.TrySetCanceled(cancel));
        signals.ForEach(signal => signal.TrySetResult());
        return done.Task;
    }

    private TaskCompletionSource? Next(Instant until)
    {
        lock (gate)
        {
            waits.RemoveAll(wait => wait.Done.Task.IsCompleted);
            if (waits.Count == 0 || waits.MinBy(wait => wait.At) is var first && first.At > until)
            {
                return null;
            }

            waits.Remove(first);
            Clock.Reset(Instant.Max(Now, first.At));
            return first.Done;
        }
    }
}
