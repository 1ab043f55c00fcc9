using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Routines;

/// <summary>An object of a definition's JSON, read property by property; what is wrong is written down with its path, and reading goes on.</summary>
internal readonly struct DefinitionPart
{
    private readonly JsonPart part;
    private readonly Dictionary<string, JsonPart> found;

    public DefinitionPart(JsonPart part, string[] known) => (this.part, found) = (part, part.Object(known));

    public JsonPart? Find(string name) => found.TryGetValue(name, out var value) ? value : null;

    public string? Text(string name) => Find(name)?.Text();

    public string RequiredText(string name) => part.Required(found, name)?.Text() ?? "";

    public bool IsNull(string name) => Find(name)?.Element.ValueKind == JsonValueKind.Null;

    public int Int(string name, int byDefault) =>
        Read(name, "a whole number", value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : (int?)null)
            ?? byDefault;

    public double Double(string name, double byDefault) =>
        Read(name, "a number", value => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : (double?)null)
            ?? byDefault;

    public bool Bool(string name) =>
        Read(name, "true or false", value => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : (bool?)null)
            ?? false;

    public T? Enum<T>(string name)
        where T : struct, Enum =>
        Find(name) is null ? null : Read(name, $"one of {string.Join(", ", System.Enum.GetNames<T>())}", value =>
            value.ValueKind == JsonValueKind.String && System.Enum.GetNames<T>().Contains(value.GetString())
                ? System.Enum.Parse<T>(value.GetString()!)
                : (T?)null);

    /// <summary>At most a year, which is longer than any duration of a definition may be.</summary>
    public Duration? Duration(string name) => Read(name, "a duration such as \"PT5M\", at most P366D", value =>
        value.ValueKind == JsonValueKind.String
            && PeriodPattern.NormalizingIso.Parse(value.GetString()!) is { Success: true, Value: { Years: 0, Months: 0 } period }
            ? Bounded(period)
            : null);

    public WallTime? Time(string name) => Read(name, "a wall-clock time from \"00:00\" to \"48:00\"", value =>
        value.ValueKind == JsonValueKind.String && WallTime.TryParse(value.GetString()!, out var time) ? time : (WallTime?)null);

    public LocalTime? TimeOfDay(string name) => Read(name, "a time of day from \"00:00\" to \"23:59:59\"", value =>
        value.ValueKind == JsonValueKind.String && WallTime.TryParse(value.GetString()!, out var time) && time < WallTime.Of(24)
            ? new LocalTime(time.Hours, time.Minutes, time.Seconds)
            : (LocalTime?)null);

    public LocalDate? Date(string name) => Find(name)?.Date();

    public Instant? Instant(string name) => Read(name, "an instant such as \"2026-11-20T15:00:00Z\"", value =>
        value.ValueKind == JsonValueKind.String && InstantPattern.ExtendedIso.Parse(value.GetString()!) is { Success: true, Value: var instant }
            ? instant
            : (Instant?)null);

    /// <summary>What <paramref name="parse"/> refuses with a FormatException or ArgumentException is a problem of this property.</summary>
    public T? Parsed<T>(string name, Func<string, T> parse)
        where T : class
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        try
        {
            return parse(text);
        }
        catch (Exception refused) when (refused is FormatException or ArgumentException)
        {
            Find(name)!.Value.Problems.Add($"{Find(name)!.Value.Path}: {refused.Message}");
            return null;
        }
    }

    /// <summary>Null where it is too long: a sum of hours can be more than a duration holds.</summary>
    private static Duration? Bounded(Period period)
    {
        var days = period.Weeks * 7.0 + period.Days + period.Hours / 24.0 + period.Minutes / 1_440.0 + period.Seconds / 86_400.0;
        return Math.Abs(days) <= 366 ? period.ToDuration() : null;
    }

    private T? Read<T>(string name, string expected, Func<JsonElement, T?> read)
        where T : struct
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var known = read(value.Element);
        if (known is null)
        {
            value.Wrong(expected);
        }

        return known;
    }
}
