namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>Timers that never fire, or at once: then everybody's patience is over before it began.</summary>
internal sealed class PatienceOfATest : TimeProvider
{
    public bool IsOver { get; set; }

    public List<TimeSpan> Timers { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timers.Add(dueTime);
        if (IsOver)
        {
            callback(state);
        }

        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
