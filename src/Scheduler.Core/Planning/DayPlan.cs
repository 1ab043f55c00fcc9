using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>One order date's plan, in the form in which a load hands it to the store.</summary>
internal sealed class DayPlan
{
    private readonly IReadOnlyList<CompiledRoutine> routines;
    private readonly Decisions decisions;
    private readonly Lazy<string> hash;

    private DayPlan(
        LocalDate date, IReadOnlyList<CompiledRoutine> routines, Decisions decisions, List<PlannedRun> runs, IReadOnlyList<PlannedAgainst> against,
        Func<string> hash)
    {
        (Date, this.routines, this.decisions, Runs, Against) = (date, routines, decisions, runs, against);
        this.hash = new Lazy<string>(hash);
        Undecided = against.Where(group => group.IsUndecided).Sum(group => group.Routines.Count);
    }

    public LocalDate Date { get; }

    /// <summary>By routine, then by slot.</summary>
    public IReadOnlyList<PlannedRun> Runs { get; }

    /// <summary>The routines that do not run, one group per distinct set of reasons.</summary>
    public IReadOnlyList<PlannedAgainst> Against { get; }

    public int Processed => routines.Count;

    /// <summary>How many decisions could not be made.</summary>
    public int Undecided { get; }

    public string Hash => hash.Value;

    /// <summary>It rests on a calendar year that has not been published.</summary>
    public bool IsProjected => decisions.Days[Date].IsProjected;

    /// <summary>How many expressions and day groups were asked: no more than there are distinct ones.</summary>
    internal (int Crons, int DayGroups) Evaluations => (decisions.Days[Date].CronEvaluations, decisions.Days[Date].DayGroupEvaluations);

    /// <summary>Routine by routine, in the order of their keys; each is made when it is read.</summary>
    public IEnumerable<Decision> Decisions => routines.Select(routine => decisions.Decide(routine, Date));

    /// <summary>
    /// What is to be said of the runs, by routine: a date that was moved, a clock change, a predecessor that is not planned.
    /// Who has no note is not in it.
    /// </summary>
    public IReadOnlyDictionary<RoutineKey, IReadOnlyList<string>> Notes()
    {
        var edges = Runs.DistinctBy(run => run.Terms.Routine).ToDictionary(run => run.Terms.Routine, run => run.Edges);
        return routines.Where(routine => edges.ContainsKey(routine.Key))
            .Select(routine => (routine.Key, Notes: decisions.Notes(routine, Date, edges[routine.Key])))
            .Where(of => of.Notes.Count > 0)
            .ToDictionary(of => of.Key, of => (IReadOnlyList<string>)[.. of.Notes.Select(note => note.ToString())]);
    }

    /// <summary>The lines of a load's report: the runs that were added, and why the other routines are ignored.</summary>
    /// <param name="isAdded">Null: all runs were.</param>
    public (IReadOnlyList<ReportedRun> Runs, IReadOnlyList<ReportedAgainst> Against) Report(Func<PlannedRun, bool>? isAdded = null)
    {
        var byKey = routines.ToDictionary(routine => routine.Key);
        return (
            [.. Runs.Where(run => isAdded?.Invoke(run) ?? true).Select(run => Reported(byKey[run.Terms.Routine], run))],
            [
                .. Against.SelectMany(group => group.Routines, (group, key) => Reported(byKey[key], group))
                    .OrderBy(one => one.Routine.Value, StringComparer.Ordinal),
            ]);
    }

    public static DayPlan Of(IReadOnlyList<CompiledRoutine> routines, Decisions decisions, LocalDate date, Func<string> hash)
    {
        var runs = new List<PlannedRun>(routines.Count);
        var against = new Dictionary<ReasonSet, List<RoutineKey>>();
        foreach (var routine in routines)
        {
            if (decisions.Add(routine, date, runs) is not { } reasons)
            {
                continue;
            }

            if (!against.TryGetValue(reasons, out var keys))
            {
                against[reasons] = keys = [];
            }

            keys.Add(routine.Key);
        }

        return new DayPlan(date, routines, decisions, runs, [.. against.Select(group => new PlannedAgainst(group.Key, group.Value))], hash);
    }

    private static ReportedRun Reported(CompiledRoutine routine, PlannedRun run) =>
        new(routine.Key, routine.Planned.Routine.DisplayName, routine.Planned.Routine.Type, run.DueAt.InZone(routine.Schedule.Zone).LocalDateTime);

    private static ReportedAgainst Reported(CompiledRoutine routine, PlannedAgainst group) =>
        new(routine.Key, routine.Planned.Routine.DisplayName, routine.Planned.Routine.Type, group.Texts) { Decided = group.Reasons };
}

/// <summary>The routines that do not run for the same reasons.</summary>
internal sealed class PlannedAgainst(ReasonSet reasons, IReadOnlyList<RoutineKey> routines)
{
    public IReadOnlyList<DecisionReason> Reasons => reasons.Reasons;

    /// <summary>As they are stored.</summary>
    public IReadOnlyList<string> Texts => reasons.Texts;

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<RoutineKey> Routines => routines;

    public bool IsUndecided => reasons.IsUndecided;
}
