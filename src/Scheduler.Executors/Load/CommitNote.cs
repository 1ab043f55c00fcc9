using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Load;

/// <summary>How one attempt tells the next what it committed: drafted before the commit, and in force by its name after it.</summary>
internal sealed class CommitNote : IDisposable
{
    private const string DraftEnding = ".draft";

    private readonly string path;
    private readonly string draft;
    private bool isDraft = true;

    private CommitNote(string path)
    {
        this.path = path;
        draft = path + DraftEnding;
    }

    /// <summary>On the disk when this returns, so that a full one ends the attempt while nothing is committed.</summary>
    /// <exception cref="IOException">It cannot be written; also UnauthorizedAccessException.</exception>
    public static CommitNote Draft(IRunContext run, CommitNoteContent content)
    {
        var note = new CommitNote(PathOf(run, run.Attempt));
        using var file = File.Create(note.draft);
        JsonSerializer.Serialize(file, content, CommitNoteJson.Default.CommitNoteContent);
        file.Flush(flushToDisk: true);
        return note;
    }

    /// <summary>Null, or why that fails: then files must stay where they are, since nothing would tell that they were loaded.</summary>
    public string? PutInForce()
    {
        isDraft = false;
        try
        {
            File.Move(draft, path, overwrite: true);
            return null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return trouble.Message;
        }
    }

    /// <summary>Null where that attempt committed nothing, or left no note.</summary>
    /// <exception cref="JsonException">It is not what was written.</exception>
    public static CommitNoteContent? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenRead(path);
        var content = JsonSerializer.Deserialize(file, CommitNoteJson.Default.CommitNoteContent);
        return content is { IsWhole: true } ? content : throw new JsonException("Something of it is missing, or is no date.");
    }

    /// <summary>What earlier attempts of the run drafted and did not put in force: they died, or commit no more.</summary>
    public static void DeleteDraftsOfEarlier(IRunContext run)
    {
        for (var attempt = 1; attempt < run.Attempt; attempt++)
        {
            var draft = PathOf(run, attempt) + DraftEnding;
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    public static void DeleteAllOf(IRunContext run)
    {
        foreach (var path in Directory.EnumerateFiles(run.ArtifactFolder, $"{Prefix(run)}*"))
        {
            File.Delete(path);
        }
    }

    public void Dispose()
    {
        if (isDraft)
        {
            File.Delete(draft);
        }
    }

    public static string PathOf(IRunContext run, int attempt) => Path.Combine(run.ArtifactFolder, $"{Prefix(run)}{attempt}.json");

    private static string Prefix(IRunContext run) => $"committed-{run.Run.Value}-";
}

/// <param name="By">Whose note it is. Its name does not tell: run and attempt of another store may have had the same numbers.</param>
/// <param name="Rejects">As <see cref="CommittedFiles.Rejects"/>.</param>
internal sealed record CommitNoteContent(AttemptMark By, IReadOnlyList<CommittedFile> Files, IReadOnlyList<Artifact> Rejects)
{
    [JsonIgnore]
    public bool IsWhole => !Rejects.Contains(null!)
        && Files.All(file => file is not null && (file.Date is null || LocalDatePattern.Iso.Parse(file.Date).Success));
}

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CommitNoteContent))]
internal sealed partial class CommitNoteJson : JsonSerializerContext;
