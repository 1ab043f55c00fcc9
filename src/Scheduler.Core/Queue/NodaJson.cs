using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Queue;

/// <summary>A NodaTime value as the text of one pattern.</summary>
/// <param name="what">What people call it.</param>
internal abstract class PatternJson<T>(IPattern<T> pattern, string what, string example) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new JsonException($"Write it as text, as in \"{example}\".");
        return pattern.Parse(text) is { Success: true } parsed
            ? parsed.Value
            : throw new JsonException($"'{text}' is no {what}; write it as \"{example}\".");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
}

internal sealed class LocalDateJson() : PatternJson<LocalDate>(LocalDatePattern.Iso, "date", "2026-11-20");

internal sealed class LocalTimeJson() : PatternJson<LocalTime>(LocalTimePattern.ExtendedIso, "time", "20:30:00");

internal sealed class InstantJson() : PatternJson<Instant>(InstantPattern.ExtendedIso, "instant", "2026-11-20T23:30:00Z");

/// <summary>ISO 8601, of days and smaller units: PT5M, P1DT12H.</summary>
internal sealed class DurationJson : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("Write it as text, as in \"PT5M\".");
        var parsed = PeriodPattern.NormalizingIso.Parse(text);
        return parsed.Success && parsed.Value is { Years: 0, Months: 0 }
            ? parsed.Value.ToDuration()
            : throw new JsonException($"'{text}' is no duration of days, hours, minutes and seconds; write it as \"PT5M\".");
    }

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
        writer.WriteStringValue(PeriodPattern.NormalizingIso.Format(Period.FromNanoseconds(value.ToInt64Nanoseconds()).Normalize()));
}
