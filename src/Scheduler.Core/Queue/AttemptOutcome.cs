using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RoutineScheduler.Queue;

/// <summary>What an executor met. It decides what becomes of the run: docs/run-states.md.</summary>
public abstract record AttemptOutcome
{
    private AttemptOutcome()
    {
    }

    /// <summary>Files that this attempt made. Stored with the attempt, whatever its outcome.</summary>
    public IReadOnlyList<Artifact> Artifacts { get; init; } = [];

    public sealed record Success(JsonElement? Result) : AttemptOutcome;

    /// <summary>What it waits for is not there yet: asked again after PollEvery, no try used.</summary>
    public sealed record NotAvailable(string Message) : AttemptOutcome;

    /// <summary>May go better next time: retried under the routine's RetryPolicy.</summary>
    public sealed record TransientFailure(string Message, string? Details = null) : AttemptOutcome;

    /// <summary>Would fail again: not retried.</summary>
    public sealed record PermanentFailure(string Message, string? Details = null) : AttemptOutcome;

    public static AttemptOutcome Succeeded() => new Success(null);

    /// <param name="result">One JSON value, at most 64 KiB as UTF-8; successors read it.</param>
    [RequiresUnreferencedCode("Serialises by reflection; hand in a JsonTypeInfo where the application is trimmed.")]
    [RequiresDynamicCode("Serialises by reflection; hand in a JsonTypeInfo where the application is compiled ahead of time.")]
    public static AttemptOutcome Succeeded<T>(T result) => new Success(JsonSerializer.SerializeToElement(result, ResultJson.Options));

    public static AttemptOutcome Succeeded<T>(T result, JsonTypeInfo<T> type) => new Success(ResultJson.Of(result, type));

    public static AttemptOutcome NotAvailableYet(string message) => new NotAvailable(message);

    public static AttemptOutcome Transient(string message, string? details = null) => new TransientFailure(message, details);

    public static AttemptOutcome Permanent(string message, string? details = null) => new PermanentFailure(message, details);

    public AttemptOutcome With(params IReadOnlyList<Artifact> artifacts) => this with { Artifacts = [.. Artifacts, .. artifacts] };
}

/// <summary>A file that an attempt made.</summary>
/// <param name="Name">How successors ask for it; unique within the attempt.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Rows">Lines of text, where someone counted them.</param>
public sealed record Artifact(string Name, string Path, long Size, string Sha256, long? Rows = null);
