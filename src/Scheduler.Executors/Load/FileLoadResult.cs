using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RoutineScheduler.Executors.Load;

/// <summary>What a load-file attempt returns.</summary>
/// <param name="Counts">Over all files.</param>
/// <param name="Files">Oldest first; the last hundred where there are more, or fewer where they would burst the result. A note says so.</param>
/// <param name="Notes">What went otherwise than asked without failing the load, such as a file that could not be moved.</param>
public sealed record FileLoadResult(FileLoadCounts Counts, IReadOnlyList<LoadedFile> Files, IReadOnlyList<string> Notes)
{
    // A result holds 64 KiB; one that is larger would fail a run whose rows are committed.
    private const int MostFiles = 100;
    private const int MostBytesOfFiles = 40_000;
    private const int MostBytesOfNotes = 20_000;

    internal static FileLoadResult Of(IReadOnlyList<LoadedFile> files, IReadOnlyList<string> notes)
    {
        var named = Fitting(files.Reverse().Take(MostFiles), MostBytesOfFiles, LoadJson.Default.LoadedFile);
        var told = Fitting(notes, MostBytesOfNotes, LoadJson.Default.String);
        named.Reverse();
        if (named.Count < files.Count)
        {
            told.Add($"{files.Count} files were loaded; the last {named.Count} of them are named here, and the counts are of all.");
        }

        if (told.Count < notes.Count)
        {
            told.Add($"{notes.Count} notes were made; the others are in the log.");
        }

        return new FileLoadResult(files.Aggregate(FileLoadCounts.None, (sum, file) => sum + file.Counts), named, told);
    }

    private static List<T> Fitting<T>(IEnumerable<T> all, int mostBytes, JsonTypeInfo<T> json)
    {
        var bytes = 0;
        return [.. all.TakeWhile(one => (bytes += JsonSerializer.SerializeToUtf8Bytes(one, json).Length + 1) <= mostBytes)];
    }
}

/// <param name="Date">By which the mask found it, as yyyy-MM-dd; null where the mask has no date.</param>
/// <param name="MovedTo">Null where it stayed.</param>
public sealed record LoadedFile(string Path, string? Date, FileLoadCounts Counts, string? MovedTo = null);

/// <summary>Web's defaults, as all results are written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FileLoadResult))]
[JsonSerializable(typeof(LoadedFile))]
internal sealed partial class LoadJson : JsonSerializerContext;
