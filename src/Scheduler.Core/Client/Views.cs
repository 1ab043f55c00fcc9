using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <param name="Counts">Runs by state: of the queue all, of what has ended those of the order dates that are not over.</param>
/// <param name="NextDue">The earliest run that is not due yet.</param>
public sealed record SchedulerStatus(
    string Storage, Instant Now, IReadOnlyDictionary<RunState, int> Counts, IReadOnlyList<NodeView> Nodes, IReadOnlyList<LoadView> Loads,
    RunView? NextDue, int Routines, bool AbsenceIsOpen);

public sealed record NodeView(string Node, string Host, int ProcessId, string Version, int Places, IReadOnlyList<string> Executors, Instant StartedAt, Instant LastBeatAt, bool IsAlive);

/// <param name="State">Loaded, LoadedWithErrors or Skipped.</param>
public sealed record LoadView(LocalDate Date, string State, bool IsStale, Instant At, string Trigger, string Actor, LoadTotals Totals);

/// <param name="RetiredAt">Null while the code has it.</param>
public sealed record RoutineView(Routine Routine, int Version, string Hash, Instant ActiveFrom, Instant? RetiredAt, string Author, Instant DefinedAt);
