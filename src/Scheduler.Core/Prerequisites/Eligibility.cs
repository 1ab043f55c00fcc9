using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Prerequisites;

/// <summary>Everything that is asked when somebody asks why a run is not running.</summary>
internal sealed record WaitingRun
{
    public required RunFacts Facts { get; init; }

    public required RoutineKey Routine { get; init; }

    public required string Executor { get; init; }

    /// <summary>Null where it is not known; means nothing unless the run is held.</summary>
    public string? HeldBy { get; init; }

    public Pause? Pause { get; init; }

    public bool IsCatchingUp { get; init; }

    public IReadOnlyList<Edge> Edges { get; init; } = [];

    /// <summary>Null: no limit.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>Runs of its routine that are running now, over all dates and nodes.</summary>
    public int Running { get; init; }

    /// <summary>Whether the node that is asked has it; of the whole scheduler, whether any living node has.</summary>
    public bool HasExecutor { get; init; } = true;

    /// <summary>
    /// What a start by hand said that it does not wait for. Edges and Concurrency are read here; due and window stand in the facts.
    /// </summary>
    public Bypass Bypass { get; init; }
}

/// <param name="Until">Null: until somebody resumes.</param>
internal sealed record Pause(string By, Instant? Until);

/// <summary>Why a run is not running: all reasons, not the first one.</summary>
internal static class Eligibility
{
    /// <summary>Empty where the run may start now, and where there is nothing to start: it runs, or has ended.</summary>
    public static IReadOnlyList<UnmetReason> Explain(WaitingRun run, Instant now) =>
        run.Facts.State is RunState.Pending or RunState.Recovering or RunState.Held
            ? [.. People(run, now), .. Time(run.Facts, now), .. Predecessors(run), .. Places(run)]
            : [];

    private static IEnumerable<UnmetReason> People(WaitingRun run, Instant now)
    {
        if (run.Facts.State == RunState.Held)
        {
            yield return new UnmetReason.Held(run.HeldBy);
        }

        if (run.Pause is { } pause && (pause.Until is not { } until || now < until))
        {
            yield return new UnmetReason.Paused(pause.By, pause.Until);
        }

        if (run.IsCatchingUp)
        {
            yield return new UnmetReason.CatchingUp();
        }
    }

    private static IEnumerable<UnmetReason> Time(RunFacts run, Instant now)
    {
        if (now < run.DueAt)
        {
            yield return new UnmetReason.NotDue(run.DueAt);
        }

        if (run.ReleasedExpiresAt is { } expiresAt && expiresAt <= now)
        {
            yield return new UnmetReason.WindowClosed(expiresAt);
        }
    }

    private static IEnumerable<UnmetReason> Predecessors(WaitingRun run) =>
        run.Bypass.HasFlag(Bypass.Edges)
            ? []
            : run.Edges.Select(EdgeState.Decide).OfType<EdgeState.Open>().SelectMany(open => open.Unmet).Distinct();

    private static IEnumerable<UnmetReason> Places(WaitingRun run)
    {
        if (run.MaxConcurrent is { } most && run.Running >= most && !run.Bypass.HasFlag(Bypass.Concurrency))
        {
            yield return new UnmetReason.ConcurrencyFull(run.Routine, most);
        }

        if (!run.HasExecutor)
        {
            yield return new UnmetReason.NoExecutor(run.Executor);
        }
    }
}
