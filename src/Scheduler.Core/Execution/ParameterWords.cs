using System.Globalization;
using System.Text.Json;
using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Execution;

/// <summary>What to write in JSON for a type of .NET, and what was found in its place.</summary>
internal static class ParameterWords
{
    /// <param name="found">Of an enumeration, for a guess at what was meant.</param>
    public static string For(Type type, JsonElement? found = null)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
        {
            var names = Enum.GetNames(plain);
            var meant = found is { ValueKind: JsonValueKind.String } text ? NearestName.Of(text.GetString()!, names) : null;
            return $"one of {string.Join(", ", names)}{(meant is null ? "" : $" (did you mean \"{meant}\"?)")}";
        }

        return OfSimple(plain) ?? (typeof(System.Collections.IEnumerable).IsAssignableFrom(plain) ? "a list or an object" : "an object, as { … }");
    }

    /// <summary>Whole or not at all: a secret is hidden in what is said only where it stands whole.</summary>
    public static string Found(JsonElement value)
    {
        const int Shown = 60;
        var text = value.GetRawText();
        return text.Length <= Shown ? text : value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => $"a list of {value.GetArrayLength()}",
            JsonValueKind.String => $"a text of {value.GetString()!.Length} characters",
            _ => $"a number of {text.Length} digits",
        };
    }

    private static string? OfSimple(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => "a text in quotation marks",
        TypeCode.Char => "one letter in quotation marks",
        TypeCode.Boolean => "true or false",
        TypeCode.SByte => Whole(sbyte.MinValue, sbyte.MaxValue),
        TypeCode.Byte => Whole(byte.MinValue, byte.MaxValue),
        TypeCode.Int16 => Whole(short.MinValue, short.MaxValue),
        TypeCode.UInt16 => Whole(ushort.MinValue, ushort.MaxValue),
        TypeCode.Int32 => Whole(int.MinValue, int.MaxValue),
        TypeCode.UInt32 => Whole(uint.MinValue, uint.MaxValue),
        TypeCode.Int64 => Whole(long.MinValue, long.MaxValue),
        TypeCode.UInt64 => Whole(ulong.MinValue, ulong.MaxValue),
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number as 0.5, without quotation marks",
        TypeCode.DateTime => "a date and time as \"2026-11-20T20:30:00\"",
        _ when type == typeof(DateTimeOffset) => "a date and time as \"2026-11-20T20:30:00-03:00\"",
        _ when type == typeof(DateOnly) || type == typeof(LocalDate) => "a date as \"2026-11-20\"",
        _ when type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(LocalTime) => "a time as \"20:30:00\"",
        _ when type == typeof(Instant) => "an instant as \"2026-11-20T23:30:00Z\"",
        _ when type == typeof(Duration) => "a duration as \"PT5M\"",
        _ when type == typeof(Guid) => "a GUID as \"b0a5c2d4-0000-0000-0000-000000000000\"",
        _ when type == typeof(Uri) => "an address as \"https://host/path\"",
        _ => null,
    };

    private static string Whole<T>(T from, T to)
        where T : IFormattable =>
        $"a whole number from {from.ToString("#,0", CultureInfo.InvariantCulture)} to {to.ToString("#,0", CultureInfo.InvariantCulture)}";
}
