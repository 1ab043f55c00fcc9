using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Prerequisites;

/// <summary>One condition that keeps a run from starting. Its text is what people read and what the cause of a Missed run lists.</summary>
internal abstract record UnmetReason
{
    private UnmetReason()
    {
    }

    /// <param name="By">Null where nobody recorded it.</param>
    public sealed record Held(string? By) : UnmetReason
    {
        public override string ToString() => By is null ? "Held" : $"Held({By})";
    }

    /// <summary>Its routine, a folder above it, or the scheduler.</summary>
    /// <param name="Until">Null: until somebody resumes.</param>
    public sealed record Paused(string By, Instant? Until) : UnmetReason
    {
        public override string ToString() => Until is { } until ? $"Paused({By}, {Text(until)})" : $"Paused({By})";
    }

    /// <summary>
    /// An absence is open, or waits for the heartbeat that records it: nothing starts until its dates are loaded and its late runs decided.
    /// </summary>
    public sealed record CatchingUp : UnmetReason
    {
        public override string ToString() => "CatchingUp";
    }

    public sealed record NotDue(Instant Until) : UnmetReason
    {
        public override string ToString() => $"NotDue({Text(Until)})";
    }

    /// <summary>It was not started, or retried, in time, and ends when its expiry is next looked for.</summary>
    public sealed record WindowClosed(Instant At) : UnmetReason
    {
        public override string ToString() => $"WindowClosed({Text(At)})";
    }

    /// <summary>A run that an edge leads to has not come to what the edge requires.</summary>
    public sealed record Predecessor(RoutineKey Routine, LocalDate Date, RunState State) : UnmetReason
    {
        public override string ToString() => $"Predecessor({Routine}, {Text(Date)}, {State})";
    }

    /// <summary>No run of that routine and date has been made yet.</summary>
    public sealed record WaitsFor(RoutineKey Routine, LocalDate Date) : UnmetReason
    {
        public override string ToString() => $"WaitsFor({Routine}, {Text(Date)})";
    }

    /// <summary>As many runs of its routine are running as may, over all dates and nodes.</summary>
    public sealed record ConcurrencyFull(RoutineKey Routine, int MaxConcurrent) : UnmetReason
    {
        public override string ToString() => $"ConcurrencyFull({Routine}, {MaxConcurrent.ToString(CultureInfo.InvariantCulture)})";
    }

    /// <summary>No living node, or not the node that was asked, has it.</summary>
    public sealed record NoExecutor(string Name) : UnmetReason
    {
        public override string ToString() => $"NoExecutor({Name})";
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
