using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RoutineScheduler.Execution;

/// <summary>
/// Finds a leaf of JSON, and writes JSON again with other leaves and other names of properties. Value by value, since JsonNode refuses an object
/// that names a property twice, as a host's own result may.
/// </summary>
internal static class JsonLeaves
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="replace">The text that is to stand for a text, number, true, false or null; null leaves it as it is.</param>
    /// <param name="rename">Null: names stay.</param>
    public static string Replace(string json, Func<JsonElement, string?> replace, Func<string, string>? rename = null)
    {
        using var document = JsonDocument.Parse(json);
        var written = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(written, Readable))
        {
            Write(document.RootElement, writer, replace, rename);
        }

        return Encoding.UTF8.GetString(written.WrittenSpan);
    }

    /// <summary>Where the text stands first, as $.file.names[2]; "$" where it does not.</summary>
    public static string PathOf(string json, string text)
    {
        using var document = JsonDocument.Parse(json);
        return PathOf(document.RootElement, "$", text) ?? "$";
    }

    private static string? PathOf(JsonElement value, string path, string text) => value.ValueKind switch
    {
        JsonValueKind.String => value.ValueEquals(text) ? path : null,
        JsonValueKind.Object => value.EnumerateObject()
            .Select(property => PathOf(property.Value, $"{path}.{property.Name}", text)).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => value.EnumerateArray()
            .Select((item, i) => PathOf(item, $"{path}[{i}]", text)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static void Write(JsonElement value, Utf8JsonWriter json, Func<JsonElement, string?> replace, Func<string, string>? rename)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, json, replace, rename);
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, json, replace, rename);
                }

                json.WriteEndArray();
                break;
            case var _ when replace(value) is { } text:
                json.WriteStringValue(text);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteObject(JsonElement value, Utf8JsonWriter json, Func<JsonElement, string?> replace, Func<string, string>? rename)
    {
        var taken = new HashSet<string>();
        json.WriteStartObject();
        foreach (var property in value.EnumerateObject())
        {
            json.WritePropertyName(rename is null ? property.Name : NewName(property.Name, rename, taken));
            Write(property.Value, json, replace, rename);
        }

        json.WriteEndObject();
    }

    /// <summary>Two names that become the same one are still two, as who reads the object expects.</summary>
    private static string NewName(string name, Func<string, string> rename, HashSet<string> taken)
    {
        var renamed = rename(name);
        while (renamed != name && !taken.Add(renamed))
        {
            renamed += "*";
        }

        return renamed;
    }
}
