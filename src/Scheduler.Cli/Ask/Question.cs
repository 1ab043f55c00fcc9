using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Cli.Ask;

/// <summary>One JSON object of a question, read property by property. What is wrong is gathered, and told all at once.</summary>
internal sealed class Question
{
    /// <summary>Names, zones, instants and expressions are far shorter; a day rule is read by <see cref="LongText"/>.</summary>
    private const int LongestText = 1_000;

    private readonly JsonPart part;
    private readonly Dictionary<string, JsonPart> properties;

    public Question(JsonPart part, params string[] known) => (this.part, properties) = (part, part.Object(known));

    public bool IsWrong => part.Problems.Count > 0;

    public bool Has(string name) => properties.ContainsKey(name);

    public JsonPart? Find(string name) => properties.TryGetValue(name, out var value) ? value : null;

    /// <summary>Null where it is missing or wrong; both are then a problem.</summary>
    public JsonPart? Required(string name) => part.Required(properties, name);

    /// <summary>Null where it is left out.</summary>
    public string? Text(string name) => Find(name) is { } value ? Bounded(value) : null;

    public string RequiredText(string name) => Required(name) is { } value ? Bounded(value) ?? "" : "";

    public string LongText(string name) => Required(name)?.Text() ?? "";

    public bool Flag(string name, bool byDefault = false)
    {
        if (Find(name) is not { } value)
        {
            return byDefault;
        }

        if (value.Element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            value.Wrong("true or false");
        }

        return value.Element.ValueKind == JsonValueKind.True;
    }

    /// <param name="byDefault">Null: it must be there.</param>
    public int Number(string name, int least, int most, int? byDefault = null)
    {
        if (byDefault is { } left && !Has(name))
        {
            return left;
        }

        if (Required(name) is not { } value)
        {
            return least;
        }

        if (value.Element.ValueKind == JsonValueKind.Number && value.Element.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        value.Wrong($"a whole number from {least} to {most}");
        return least;
    }

    /// <param name="words">The first one holds where the property is left out.</param>
    public T Choice<T>(string name, params (string Word, T Meaning)[] words)
    {
        if (Find(name) is not { } value)
        {
            return words[0].Meaning;
        }

        foreach (var (word, meaning) in words)
        {
            if (value.Element.ValueKind == JsonValueKind.String && value.Element.ValueEquals(word))
            {
                return meaning;
            }
        }

        value.Wrong(string.Join(" or ", words.Select(choice => $"\"{choice.Word}\"")));
        return words[0].Meaning;
    }

    /// <summary>The names of an enumeration, as they are written in code.</summary>
    public T? Named<T>(string name)
        where T : struct, Enum
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var names = Enum.GetNames<T>();
        if (value.Element.ValueKind == JsonValueKind.String && names.Contains(value.Element.GetString()))
        {
            return Enum.Parse<T>(value.Element.GetString()!);
        }

        value.Wrong($"one of {string.Join(", ", names)}");
        return null;
    }

    public LocalDate RequiredDate(string name) => Required(name)?.Date() ?? default;

    public LocalDate? Date(string name) => Find(name)?.Date();

    public YearMonth RequiredMonth(string name) =>
        Required(name) is { } value ? Read(value, YearMonthPattern.Iso, "a month as \"2026-11\"") ?? default : default;

    /// <summary>An instant in any offset.</summary>
    public Instant? At(string name)
    {
        const string expected = "an instant with its offset, as \"2026-11-20T15:00:00-03:00\"";
        if (Find(name) is not { } value || Read(value, OffsetDateTimePattern.Rfc3339, expected) is not { } at)
        {
            return null;
        }

        try
        {
            return at.ToInstant();
        }
        catch (OverflowException)
        {
            value.Wrong("an instant of the years 1 to 9999");
            return null;
        }
    }

    /// <summary>UTC where it is left out.</summary>
    public DateTimeZone Zone(string name)
    {
        if (Text(name) is not { } id)
        {
            return DateTimeZone.Utc;
        }

        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        if (zone is null)
        {
            Wrong(name, Routines.DefinitionCache.UnknownZone(id)!);
        }

        return zone ?? DateTimeZone.Utc;
    }

    /// <summary>What <paramref name="parse"/> refuses is a problem of this property.</summary>
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
            Wrong(name, PlainMessage.Of(refused));
            return null;
        }
    }

    public void Wrong(string name, string problem) => part.Problems.Add($"{(part.Path == "$" ? name : $"{part.Path}.{name}")}: {problem}");

    /// <exception cref="WrongQuestionException">Something that was read was wrong.</exception>
    public void ThrowIfWrong()
    {
        if (part.Problems.Count > 0)
        {
            throw new WrongQuestionException(part.Problems);
        }
    }

    private static string? Bounded(JsonPart value)
    {
        if (value.Text() is not { } text)
        {
            return null;
        }

        return text.Length <= LongestText ? text : value.Wrong($"at most {LongestText} characters");
    }

    private static T? Read<T>(JsonPart value, IPattern<T> pattern, string expected)
        where T : struct
    {
        if (value.Element.ValueKind == JsonValueKind.String && pattern.Parse(value.Element.GetString()!) is { Success: true } parsed)
        {
            return parsed.Value;
        }

        value.Wrong(expected);
        return null;
    }
}
