using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>The context of one attempt. Its results were read before the executor was entered: what arrives later changes nothing.</summary>
internal sealed class RunContext(
    InFlight attempt, BusinessCalendar calendar, CalendarSet calendars, IReadOnlyList<PredecessorResult> results, Lazy<string> artifactFolder,
    SecretMask mask, ILogger log) : IRunContext
{
    public RoutineKey Routine => attempt.Run.Routine;

    public LocalDate OrderDate => attempt.Run.OrderDate;

    public LocalDate BaseDate => attempt.Run.BaseDate;

    public RunId Run => attempt.Run.Lease.Run;

    public int Attempt => attempt.Run.Number;

    public FencingToken Token => attempt.Run.Lease.Token;

    public BusinessCalendar Calendar => calendar;

    public CalendarSet Calendars => calendars;

    public string ArtifactFolder => artifactFolder.Value;

    public ILogger Log => log;

    public StopReason? StopReason => attempt.StopReason;

    public void Report(string message, double? fraction = null) => attempt.Progress = AttemptEnding.Cut(mask.Apply(fraction is { } part
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(part, 0, 1) * 100:0} % {message}")
        : message));

    [RequiresUnreferencedCode("Deserialises by reflection.")]
    [RequiresDynamicCode("Deserialises by reflection.")]
    public T ResultOf<T>(RoutineKey routine) => TryResultOf<T>(routine, out var result)
        ? result
        : throw new NoResultException(routine, $"{Routine} of {OrderDate:R} finds no result of {routine}: {Known(routine)}.");

    [RequiresUnreferencedCode("Deserialises by reflection.")]
    [RequiresDynamicCode("Deserialises by reflection.")]
    public bool TryResultOf<T>(RoutineKey routine, [MaybeNullWhen(false)] out T result)
    {
        var member = results.FirstOrDefault(candidate => candidate.Predecessor == routine);
        result = member?.Result is { } json ? Read<T>(member, json) : default;
        return result is not null;
    }

    public IReadOnlyList<Artifact> ArtifactsOf(RoutineKey routine) => results.FirstOrDefault(candidate => candidate.Predecessor == routine)?.Artifacts
        ?? throw new NoResultException(routine, $"{Routine} of {OrderDate:R} finds no artifacts of {routine}: {Known(routine)}.");

    /// <summary>What was stored stays as it is: a type that does not fit will not fit the next time either.</summary>
    [RequiresUnreferencedCode("Deserialises by reflection.")]
    [RequiresDynamicCode("Deserialises by reflection.")]
    private static T? Read<T>(PredecessorResult member, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, ResultJson.Options);
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            var path = (wrong as JsonException)?.Path ?? "$";
            throw new NoResultException(
                member.Predecessor, $"The result of {member.Predecessor} (run {member.Run}) cannot be read as {typeof(T)}: {path}: {wrong.Message}",
                wrong);
        }
    }

    private string Known(RoutineKey routine) => results.FirstOrDefault(candidate => candidate.Predecessor == routine) is { } member
        ? $"run {member.Run} ended without one"
        : $"this run has no run of {routine} that succeeded: none had been made when it was, or the routine has no After(\"{routine}\"); "
            + $"rerun it once there is one{Others}";

    private string Others => results.Count == 0 ? "" : $" (it has runs of {string.Join(", ", results.Select(candidate => candidate.Predecessor))})";
}

/// <summary>Where the attempt's scope finds its context.</summary>
internal sealed class RunContextHolder
{
    private IRunContext? context;

    public IRunContext Context
    {
        get => context
            ?? throw new InvalidOperationException(
                "IRunContext is only there inside an attempt: take it in an executor, or in what an executor takes.");
        set => context = value;
    }
}
