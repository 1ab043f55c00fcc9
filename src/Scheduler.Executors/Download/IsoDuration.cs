using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Executors.Download;

/// <summary>A duration as JSON has it: <c>PT5M</c>, <c>P1DT12H</c>.</summary>
internal sealed class IsoDuration : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        var period = PeriodPattern.NormalizingIso.Parse(text);
        return period.Success && period.Value is { Years: 0, Months: 0 }
            ? period.Value.ToDuration()
            : throw new JsonException($"'{text}' is no duration; write it as PT5M or PT1H30M.");
    }

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
        writer.WriteStringValue(PeriodPattern.NormalizingIso.Format(Period.FromNanoseconds(value.ToInt64Nanoseconds()).Normalize()));
}
