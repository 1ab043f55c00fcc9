using System.Text.Json.Serialization;

namespace RoutineScheduler.Executors.Load;

/// <summary>What a load-file attempt returns.</summary>
/// <param name="Counts">Over all files.</param>
/// <param name="Files">Oldest first; the last hundred where there are more.</param>
/// <param name="Notes">What went otherwise than asked without failing the load, such as a file that could not be moved.</param>
public sealed record FileLoadResult(FileLoadCounts Counts, IReadOnlyList<LoadedFile> Files, IReadOnlyList<string> Notes);

/// <param name="Date">By which the mask found it, as yyyy-MM-dd; null where the mask has no date.</param>
/// <param name="MovedTo">Null where it stayed.</param>
public sealed record LoadedFile(string Path, string? Date, FileLoadCounts Counts, string? MovedTo = null);

/// <summary>Read = New + Updated + Unchanged + Ignored + Rejected.</summary>
/// <param name="Read">Data lines.</param>
/// <param name="Unchanged">The table has them already, numbers compared as numbers.</param>
/// <param name="Ignored">Not kept by Keep, or followed by another line of the same key where the last wins.</param>
public sealed record FileLoadCounts(long Read, long New, long Updated, long Unchanged, long Ignored, long Rejected)
{
    internal static readonly FileLoadCounts None = new(0, 0, 0, 0, 0, 0);

    public static FileLoadCounts operator +(FileLoadCounts left, FileLoadCounts right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(
            left.Read + right.Read, left.New + right.New, left.Updated + right.Updated,
            left.Unchanged + right.Unchanged, left.Ignored + right.Ignored, left.Rejected + right.Rejected);
    }
}

/// <summary>Web's defaults, as all results are written.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FileLoadResult))]
internal sealed partial class LoadJson : JsonSerializerContext;
