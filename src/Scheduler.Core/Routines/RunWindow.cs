using RoutineScheduler.Cron;

namespace RoutineScheduler.Routines;

/// <summary>When a run's first attempt may start: [from, until), wall-clock times counted from the order date's midnight.</summary>
/// <param name="From">A slot before it becomes due at it. Null: no limit.</param>
/// <param name="Until">A slot at or after it is not planned. Null: no limit.</param>
public sealed record RunWindow(WallTime? From, WallTime? Until)
{
    /// <summary>Both as <c>HH:mm</c> or <c>HH:mm:ss</c>, 00:00–48:00.</summary>
    /// <exception cref="FormatException">One of them is no wall-clock time.</exception>
    public static RunWindow Between(string from, string until) => new(WallTime.Parse(from), WallTime.Parse(until));

    public override string ToString() => $"[{From}, {Until})";
}
