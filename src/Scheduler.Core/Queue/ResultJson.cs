using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoutineScheduler.Queue;

/// <summary>How results are written and read: camelCase, enums as strings, NodaTime in ISO form.</summary>
internal static class ResultJson
{
    public static readonly JsonSerializerOptions Options = Create();

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only reached from members that are marked themselves.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only reached from members that are marked themselves.")]
    private static JsonSerializerOptions Create() => new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(), new DurationJson(), new LocalDateJson(), new LocalTimeJson(), new InstantJson() },
    };
}
