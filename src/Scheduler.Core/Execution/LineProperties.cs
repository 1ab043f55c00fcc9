using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RoutineScheduler.Logging;

namespace RoutineScheduler.Execution;

/// <summary>The values of a structured log line as JSON, and the template that stands among them.</summary>
internal static class LineProperties
{
    private const string Template = "{OriginalFormat}";   // as Microsoft.Extensions.Logging calls it

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null where the line was not written with one.</returns>
    public static string? TemplateIn(IReadOnlyList<KeyValuePair<string, object?>> values) =>
        values.LastOrDefault(value => value.Key == Template).Value as string;

    /// <returns>Null where there are none.</returns>
    public static string? ToJson(IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        // A template may name a placeholder twice; a property stands there once.
        var named = values.Where(value => value.Key != Template).DistinctBy(value => value.Key).ToList();
        if (named.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            foreach (var (name, value) in named)
            {
                json.WritePropertyName(name);
                Write(json, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case var list when IsoText.OfAll(list) is { } all: Write(json, all); break;
            default: json.WriteStringValue(IsoText.Of(value) ?? Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static void Write(Utf8JsonWriter json, string?[] all)
    {
        json.WriteStartArray();
        foreach (var one in all)
        {
            json.WriteStringValue(one);
        }

        json.WriteEndArray();
    }
}
