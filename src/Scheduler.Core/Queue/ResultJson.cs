using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RoutineScheduler.Queue;

/// <summary>
/// How results are written and read: camelCase, enums as strings, NodaTime in ISO form. A letter is written as itself: escaped, a text in
/// Portuguese would take six bytes for each of its accents, and a result has a bound in bytes.
/// </summary>
internal static class ResultJson
{
    private static readonly JavaScriptEncoder AsItself = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static readonly JsonSerializerOptions Options = Create();

    /// <summary>As the type says, whatever encoder its options name.</summary>
    public static JsonElement Of<T>(T result, JsonTypeInfo<T> type)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(written, new JsonWriterOptions { Encoder = AsItself }))
        {
            JsonSerializer.Serialize(writer, result, type);
        }

        return JsonElement.Parse(written.WrittenSpan);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only reached from members that are marked themselves.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only reached from members that are marked themselves.")]
    private static JsonSerializerOptions Create() => new(JsonSerializerDefaults.Web)
    {
        Encoder = AsItself,
        Converters = { new JsonStringEnumConverter(), new DurationJson(), new LocalDateJson(), new LocalTimeJson(), new InstantJson() },
    };
}
