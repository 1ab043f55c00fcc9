using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Hosting;

/// <summary>What the host's code defined, gathered over any number of calls of AddRoutineScheduler.</summary>
internal sealed class SchedulerDefinition
{
    private readonly Dictionary<string, string> routinePlaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExecutorEntry> executors = new(StringComparer.Ordinal);
    private readonly HashSet<ExecutorEntry> lambdas = new(ReferenceEqualityComparer.Instance);

    public List<Routine> Routines { get; } = [];

    /// <summary>Those whose parameters could not be written, which is among the problems.</summary>
    public HashSet<RoutineKey> WithoutParameters { get; } = [];

    public IReadOnlyCollection<ExecutorEntry> Executors => executors.Values;

    /// <summary>The names that a routine can be given: a lambda is that of its own routine only.</summary>
    public IEnumerable<string> SharedExecutors => executors.Values.Where(executor => !lambdas.Contains(executor)).Select(executor => executor.Name);

    /// <summary>Null where it is not registered.</summary>
    public ExecutorEntry? ExecutorOf(Routine routine) => executors.GetValueOrDefault(routine.Executor);

    /// <summary>In the order in which they were added; those in files are read at start.</summary>
    public List<Func<CalendarFiles, BusinessCalendar>> Calendars { get; } = [];

    /// <inheritdoc cref="Calendars"/>
    public List<Func<CalendarFiles, OverlayText>> Overlays { get; } = [];

    /// <summary>Each with its place; thrown at start with all others.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Routines and what is probably not meant; logged at start.</summary>
    public List<(string Routine, string Message)> Warnings { get; } = [];

    /// <summary>Of what was added beside the scheduler's own; asked at start.</summary>
    public List<Func<IServiceProvider, IEnumerable<string>>> Checks { get; } = [];

    /// <summary>Of parameters, asked at start for each routine of their executor.</summary>
    public List<ParameterCheck> ParameterChecks { get; } = [];

    /// <summary>Of checks that no routine's parameters would ever be handed to.</summary>
    public IEnumerable<string> MisplacedChecks =>
        ParameterChecks.Select(check => check.Misplaced(executors.GetValueOrDefault(check.Executor), SharedExecutors)).OfType<string>();

    /// <summary>Null: the in-memory store.</summary>
    public Func<IServiceProvider, IStorage>? Storage { get; private set; }

    /// <summary>Whether this process registers definitions: a tool or a client registers nothing and retires nothing.</summary>
    public bool DefinesRoutines => routinePlaces.Count > 0;

    public void AddRoutine(string key, Action<RoutineBuilder> define, string definedAt)
    {
        if (RoutineKey.Problem(key) is { } problem)
        {
            Problems.Add($"{problem} ({definedAt})");
            return;
        }

        if (!routinePlaces.TryAdd(key, definedAt))
        {
            Problems.Add($"Two routines have the key '{key}': {routinePlaces[key]} and {definedAt}. Give one of them another key.");
            return;
        }

        var builder = new RoutineBuilder(key, new RoutineKey(key), Problems, definedAt);
        define(builder);
        Routines.Add(builder.Build());
        Problems.AddRange(builder.Contradiction is { } contradiction ? [contradiction] : []);
        Warnings.AddRange(builder.Forgotten is { } forgotten ? [(key, forgotten)] : []);
        if (!builder.AreParametersWritten)
        {
            WithoutParameters.Add(builder.Build().Key);
        }

        if (builder.OwnExecutor is { } own)
        {
            lambdas.Add(own);
            AddExecutor(own);
        }
    }

    public void AddExecutor(ExecutorEntry entry)
    {
        if (!executors.TryAdd(entry.Name, entry))
        {
            Problems.Add(
                $"Two executors have the name '{entry.Name}': {executors[entry.Name].DefinedAt} and {entry.DefinedAt}. " +
                "Give one of them another name.");
        }
    }

    public void UseStorage(string name, Func<IServiceProvider, IStorage> make)
    {
        if (Storage is not null)
        {
            Problems.Add($"Two storages were chosen, the second with {name}. A scheduler has one.");
        }

        Storage = make;
    }
}

/// <param name="Parameters">What the check is handed.</param>
/// <param name="Problems">Of a routine with its parameters as they were read.</param>
internal sealed record ParameterCheck(string Executor, Type Parameters, Func<Routine, object, IServiceProvider, IEnumerable<string>> Problems)
{
    /// <summary>Why it would never be asked; null where it may be.</summary>
    /// <param name="executor">That of its name; null where there is none.</param>
    public string? Misplaced(ExecutorEntry? executor, IEnumerable<string> known) => executor switch
    {
        null => $"CheckParameters(…) is for the executor '{Executor}', which is not there.{NearestName.Question(Executor, known)}",
        { Parameters: null } => $"CheckParameters(…) is for the executor '{Executor}' ({executor.DefinedAt}), which takes no parameters.",
        { Parameters: { } takes } when takes.IsAssignableTo(Parameters) || Parameters.IsAssignableTo(takes) => null,
        { Parameters: { } takes } =>
            $"CheckParameters(…) of {Parameters.Name} is for the executor '{Executor}' ({executor.DefinedAt}), which takes {takes.Name}.",
    };
}
