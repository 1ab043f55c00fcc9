using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>
/// The client's answers as JSON: names as in the API with a small first letter, enumerations as words, instants in UTC, ids as plain values.
/// </summary>
internal static class ClientJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new LocalDateJson(), new LocalTimeJson(), new InstantJson(), new DurationJson(), new JsonStringEnumConverter(),
            new IdJson<RunId>((writer, id) => writer.WriteNumberValue(id.Value)),
            new IdJson<FencingToken>((writer, token) => writer.WriteNumberValue(token.Value)),
            new IdJson<RoutineKey>((writer, key) => writer.WriteStringValue(key.Value)),
        },
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    private sealed class IdJson<T>(Action<Utf8JsonWriter, T> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("Answers are written only.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => write(writer, value);
    }
}
