using System.ComponentModel.DataAnnotations;
using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Executors.Download;

/// <summary>The parameters of <c>download-file</c>: what to fetch, where to put it, and what makes it the right file.</summary>
public sealed record DownloadFile : IValidatableObject
{
    public static readonly ExecutorName<DownloadFile> Name = new("download-file");

    /// <summary>Where the file is; with <see cref="TwoSteps"/>, where to ask for it. http or https, without a user's name in it.</summary>
    [Required]
    public required string Url { get; init; }

    /// <summary>
    /// The file to write. A relative path lies in the run's artifact folder and cannot leave it; an absolute one is taken as given.
    /// </summary>
    [Required]
    public required string To { get; init; }

    /// <summary>Null where <see cref="Url"/> answers with the file itself.</summary>
    public TwoSteps? TwoSteps { get; init; }

    /// <summary>
    /// Sent as they are, their values never logged. A redirect to another host takes none of them along but Accept, Accept-Language and User-Agent.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public Expectations Expect { get; init; } = new();

    /// <summary>Null where the file stays as it came.</summary>
    public Unzip? Unzip { get; init; }

    /// <summary>
    /// Bytes, counted after a content encoding was undone. Null: the host's <see cref="DownloadOptions.MaxBytes"/>, which no routine can exceed.
    /// </summary>
    public long? MaxBytes { get; init; }

    /// <summary>For everything from the first question to the last byte. Keep it below the routine's own time-out.</summary>
    public Duration TotalFor { get; init; } = Duration.FromMinutes(30);

    /// <summary>How long the server may stay silent, before its answer and within it.</summary>
    public Duration IdleFor { get; init; } = Duration.FromMinutes(1);

    /// <summary>All that is wrong whatever server and folder there are; asked with templates resolved.</summary>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext context) =>
        DownloadProblems.Of(this).Select(problem => new ValidationResult(problem.Message, [problem.Of]));
}
