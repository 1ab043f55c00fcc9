using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RoutineScheduler.Execution;

/// <summary>Hides the secrets that an attempt was given, wherever their value turns up.</summary>
internal sealed class SecretMask
{
    public const string Hidden = "***";

    public static readonly SecretMask None = new([]);

    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<string> values;

    /// <summary>
    /// Each also as it stands in JSON and in a URL. The longest first, so that a secret that contains another is hidden whole. Values under
    /// three characters would hide half of every line.
    /// </summary>
    public SecretMask(IEnumerable<string> secrets) => values =
        [.. secrets.Where(value => value.Length >= 3).SelectMany(Forms).Distinct().OrderByDescending(value => value.Length)];

    [return: NotNullIfNotNull(nameof(text))]
    public string? Apply(string? text)
    {
        if (text is null || values.Count == 0)
        {
            return text;
        }

        return values.Aggregate(text, (masked, value) => masked.Replace(value, Hidden, StringComparison.Ordinal));
    }

    /// <summary>
    /// The same in the texts of a JSON value, which stays JSON: a number is hidden only where it is a secret as a whole. Value by value, since
    /// JsonNode refuses an object that names a property twice, as a host's own result may.
    /// </summary>
    [return: NotNullIfNotNull(nameof(json))]
    public string? ApplyToJson(string? json)
    {
        if (json is null || values.Count == 0)
        {
            return json;
        }

        using var document = JsonDocument.Parse(json);
        var masked = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(masked, Written))
        {
            Write(document.RootElement, writer);
        }

        return Encoding.UTF8.GetString(masked.WrittenSpan);
    }

    private void Write(JsonElement value, Utf8JsonWriter json)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    json.WritePropertyName(property.Name);
                    Write(property.Value, json);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, json);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Apply(value.GetString()));
                break;
            case JsonValueKind.Number when values.Contains(value.GetRawText()):
                json.WriteStringValue(Hidden);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static IEnumerable<string> Forms(string value) =>
    [
        value,
        JsonEncodedText.Encode(value).ToString(),
        JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        Uri.EscapeDataString(value),
    ];
}
