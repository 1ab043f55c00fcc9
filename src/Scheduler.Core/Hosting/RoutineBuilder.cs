using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Hosting;

/// <summary>One routine in the making. What is wrong is gathered and told at start, with everything else.</summary>
public sealed class RoutineBuilder
{
    private readonly string key;
    private readonly string definedAt;
    private readonly List<string> problems;
    private readonly List<After> after = [];
    private Routine routine;
    private bool isSaidToBeEventual;

    internal RoutineBuilder(string key, RoutineKey routineKey, List<string> problems, string definedAt)
    {
        this.key = key;
        this.definedAt = definedAt;
        this.problems = problems;
        routine = new Routine { Key = routineKey, Type = RoutineType.Eventual, Executor = "" };
    }

    /// <summary>Set where the routine brings its executor with it.</summary>
    internal ExecutorEntry? OwnExecutor { get; private set; }

    /// <summary>What people read instead of the key.</summary>
    public RoutineBuilder Named(string name) => With(routine with { Name = name });

    /// <summary>A path label such as prices/b3: for filters, routing and authorization; no other meaning.</summary>
    public RoutineBuilder In(string folder) => With(routine with { Folder = folder });

    /// <summary>The day group: on which order dates it runs. Every day where it is not set.</summary>
    public RoutineBuilder On(string dayGroup)
    {
        try
        {
            return On(DayRule.Parse(dayGroup));
        }
        catch (DayRuleException wrong)
        {
            return Problem(nameof(Routine.DayGroup), wrong.Message);
        }
    }

    public RoutineBuilder On(DayRule dayGroup) => With(routine with { DayGroup = dayGroup });

    /// <summary>A cron expression of five fields, or six with seconds first: the routine is Daily.</summary>
    public RoutineBuilder At(string cron, CronDialect dialect = CronDialect.Standard, DayFields? dayFields = null) => With(routine with
    {
        Cron = new CronText(cron, dialect, dayFields), Type = routine.Type == RoutineType.Monthly ? RoutineType.Monthly : RoutineType.Daily,
    });

    /// <summary>The day group picks at most one date a month; cron gives the time.</summary>
    public RoutineBuilder Monthly() => With(routine with { Type = RoutineType.Monthly });

    /// <summary>
    /// Runs only when ordered, which is also so where neither At nor Every is said; with <see cref="On(string)"/>, which then refuses orders of other
    /// dates, it says that no time was forgotten.
    /// </summary>
    public RoutineBuilder Eventual()
    {
        isSaidToBeEventual = true;
        return this;
    }

    /// <summary>A grid of elapsed time between the window's from and until: the routine is Cyclic.</summary>
    public RoutineBuilder Every(Duration interval) => With(routine with { Every = interval, Type = RoutineType.Cyclic });

    /// <summary>
    /// When the first attempt may start: wall-clock times from the order date's midnight, 00:00 to 48:00 (26:00 is 02:00 of the next date).
    /// </summary>
    public RoutineBuilder Between(string from, string until)
    {
        if (WallTime.TryParse(from, out var start) && WallTime.TryParse(until, out var end))
        {
            return With(routine with { Window = new RunWindow(start, end) });
        }

        return Problem(
            nameof(Routine.Window),
            $"'{from}' to '{until}' is no window: write wall-clock times from 00:00 to 48:00, as in Between(\"20:00\", \"26:00\").");
    }

    /// <summary>An IANA zone: the routine's order dates are dates there.</summary>
    public RoutineBuilder InZone(string zone) => With(routine with { Zone = zone });

    /// <summary>What "business day" means for this routine where no other calendar is named.</summary>
    public RoutineBuilder Calendar(string name) => With(routine with { Calendar = name });

    /// <summary>Both ends included; null leaves an end open.</summary>
    public RoutineBuilder Valid(LocalDate? from = null, LocalDate? to = null) => With(routine with { ValidFrom = from, ValidTo = to });

    /// <summary>No slot before it is planned by an automatic load. The instant of first registration where it is not set.</summary>
    public RoutineBuilder ActiveFrom(Instant instant) => With(routine with { ActiveFrom = instant });

    /// <summary>Waits until the runs of the same date have succeeded.</summary>
    public RoutineBuilder After(string predecessor) => After(predecessor, edge => edge);

    /// <param name="change">As in <c>edge => edge with { Date = new EdgeDate.BusinessDays(-1) }</c>.</param>
    public RoutineBuilder After(string predecessor, Func<After, After> change)
    {
        if (RoutineKey.Problem(predecessor) is { } problem)
        {
            return Problem(nameof(Routine.After), problem);
        }

        after.Add(change(new After(new RoutineKey(predecessor))));
        return this;
    }

    /// <summary>0–999; the smaller goes first. 50 where it is not set.</summary>
    public RoutineBuilder Priority(int priority) => With(routine with { Priority = priority });

    /// <summary>Over all dates and nodes; null for no limit. 1 where it is not set.</summary>
    public RoutineBuilder MaxConcurrent(int? runs) => With(routine with { MaxConcurrent = runs });

    public RoutineBuilder Overlap(OverlapPolicy policy) => With(routine with { Overlap = policy });

    public RoutineBuilder Retry(RetryPolicy policy) => With(routine with { Retry = policy });

    /// <summary>A wall-clock time of the order date from which on nothing is retried.</summary>
    public RoutineBuilder RetryUntil(string time) => Time(nameof(Routine.RetryUntil), time, until => routine with { RetryUntil = until });

    /// <summary>How often NotAvailableYet asks again, and the wall-clock time of the last poll.</summary>
    public RoutineBuilder Poll(Duration every, string? until = null)
    {
        With(routine with { PollEvery = every });
        return until is null ? this : Time(nameof(Routine.PollUntil), until, last => routine with { PollUntil = last });
    }

    /// <summary>
    /// One hour where it is not set; after it the token is cancelled, and after <paramref name="grace"/> (10 seconds) the attempt is abandoned.
    /// </summary>
    public RoutineBuilder TimeOut(Duration after, Duration? grace = null) =>
        With(routine with { TimeOut = after, GraceFor = grace ?? routine.GraceFor });

    /// <summary>So long after it was due a run may still start.</summary>
    public RoutineBuilder StartWithin(Duration duration) => With(routine with { StartWithin = duration });

    /// <summary>A run without an attempt is kept until the start of the date after so many business days. 1 where it is not set.</summary>
    public RoutineBuilder KeepPending(int businessDays) => With(routine with { KeepPending = businessDays });

    public RoutineBuilder CatchUp(CatchUpPolicy policy) => With(routine with { CatchUp = policy });

    /// <summary>Retries also an attempt that ignored its cancellation, although it may still be writing.</summary>
    public RoutineBuilder RetryAbandoned() => With(routine with { RetryAbandoned = true });

    [RequiresUnreferencedCode("Serialises the parameters by reflection; hand in a JsonTypeInfo where the application is trimmed.")]
    [RequiresDynamicCode("Serialises the parameters by reflection; hand in a JsonTypeInfo where the application is compiled ahead of time.")]
    public RoutineBuilder Executes<TParameters>(ExecutorName<TParameters> executor, TParameters parameters) =>
        Executes(executor.Value, () => ParameterJson.Write(parameters, ParameterJson.ByReflection()));

    public RoutineBuilder Executes<TParameters>(ExecutorName<TParameters> executor, TParameters parameters, JsonTypeInfo<TParameters> type) =>
        Executes(executor.Value, () => ParameterJson.Write(parameters, type));

    /// <summary>False where that is told already, and nothing more can be said of them.</summary>
    internal bool AreParametersWritten { get; private set; } = true;

    /// <summary>Null where nothing looks forgotten.</summary>
    internal string? Forgotten => routine is { Type: RoutineType.Eventual, DayGroup: not null } && !isSaidToBeEventual
        ? "there is one, but neither At nor Every: it runs only when ordered. Add At(\"30 20 * * *\") or Every(…), or say Eventual()"
        : null;

    /// <summary>Null where nothing contradicts itself.</summary>
    internal string? Contradiction => isSaidToBeEventual && routine.Type != RoutineType.Eventual
        ? $"Routine '{key}', Type: Eventual() says that it runs only when ordered, but there is also what makes it {routine.Type}; "
            + "leave one of them out."
        : null;

    internal Routine Build() => routine with { After = after };

    internal RoutineBuilder ExecutesOwn(
        Func<IServiceProvider, IRunContext, CancellationToken, Task<AttemptOutcome>> execute, IReadOnlyList<Type> services)
    {
        OwnExecutor = new ExecutorEntry(key, NoParameters, (scope, _, run, cancel) => execute(scope, run, cancel), definedAt) { Services = services };
        return With(routine with { Executor = key, Parameters = "{}" });
    }

    private RoutineBuilder Executes(string executor, Func<string> parameters)
    {
        With(routine with { Executor = executor });
        try
        {
            return With(routine with { Parameters = parameters() });
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException or InvalidOperationException)
        {
            AreParametersWritten = false;
            var why = wrong is JsonException { Path: { } path } ? $"{path} is null, or of a kind that its type does not allow" : wrong.Message;
            return Problem(nameof(Routine.Parameters), $"those of '{executor}' cannot be written as JSON: {why}.");
        }
    }

    /// <summary>A lambda takes none.</summary>
    private static object NoParameters(string json) =>
        json is "{}" ? json : throw new ParametersUnreadableException("$", "$: a lambda takes no parameters.");

    private RoutineBuilder Time(string what, string text, Func<WallTime, Routine> change) => WallTime.TryParse(text, out var time)
        ? With(change(time))
        : Problem(what, $"'{text}' is no wall-clock time: write 00:00 to 48:00.");

    private RoutineBuilder With(Routine changed)
    {
        routine = changed;
        return this;
    }

    private RoutineBuilder Problem(string what, string message)
    {
        problems.Add($"Routine '{key}', {what}: {message}");
        return this;
    }
}
