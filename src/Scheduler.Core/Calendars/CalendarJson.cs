using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace RoutineScheduler.Calendars;

/// <summary>A calendar's one form as text. Reading is strict and says everything that is wrong; writing gives one text per calendar.</summary>
internal static class CalendarJson
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <param name="file">Null where the text comes from none.</param>
    public static CalendarDates Read(string json, string? file)
    {
        var problems = new List<string>();
        var read = JsonPart.Parse(json, problems) is { } root ? ReadDates(root) : null;
        if (read is not null)
        {
            var misread = new Misread(problems);
            problems.AddRange(CalendarProblems.Of(read).Where(problem => !Causes(misread, Misread.PathOf(problem))).ToList());
        }

        var name = read?.Name ?? "";
        return problems.Count == 0 ? read! : throw new InvalidCalendarException(CalendarTitle.Of(name, file), problems) { Name = name };
    }

    public static string Write(CalendarDates dates)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", dates.Name);
            WriteList(json, "weekend", dates.Weekend.Select(day => Days[(int)day - 1]));
            json.WriteNumber("fromYear", dates.FromYear);
            json.WriteNumber("confirmedThrough", dates.ConfirmedThrough);
            json.WriteNumber("projectedThrough", dates.ProjectedThrough);
            json.WriteStartArray("holidays");
            foreach (var (holiday, on) in dates.Holidays)
            {
                WriteNamed(json, holiday.Name, holiday.EnglishName, holiday.Source, holiday.FromYear, holiday.ToYear, opens: null, on);
            }

            json.WriteEndArray();
            json.WriteStartArray("halfDays");
            foreach (var (half, on) in dates.HalfDays)
            {
                WriteNamed(json, half.Name, half.EnglishName, half.Source, half.FromYear, half.ToYear, half.Opens, on);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    public static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    private static bool Causes(Misread misread, string path) => path switch
    {
        "weekend" => misread.Causes(path, "weekend"),
        "confirmedThrough" => misread.Causes(path, "fromYear"),
        "projectedThrough" => misread.Causes(path, "fromYear", "confirmedThrough"),
        _ when path.EndsWith(".englishName", StringComparison.Ordinal) => misread.Causes(path, $"{path[..^"englishName".Length]}name"),
        _ => misread.Causes(path),
    };

    /// <summary>In place of a year or a date that cannot be read stands one that no other can be wrong against.</summary>
    private static CalendarDates ReadDates(JsonPart root)
    {
        var found = root.Object("name", "weekend", "fromYear", "confirmedThrough", "projectedThrough", "holidays", "halfDays");
        var confirmed = root.Required(found, "confirmedThrough")?.Year() ?? CalendarProblems.LastYear;
        var dates = new CalendarDates
        {
            Name = root.Required(found, "name")?.Text() ?? "",
            FromYear = root.Required(found, "fromYear")?.Year() ?? 1,
            ConfirmedThrough = confirmed,
            ProjectedThrough = found.TryGetValue("projectedThrough", out var projected) ? projected.Year() ?? CalendarProblems.LastYear : confirmed,
            Holidays = [.. (root.Required(found, "holidays")?.Items() ?? []).Select(ReadHoliday)],
            HalfDays = found.TryGetValue("halfDays", out var halves) ? [.. halves.Items().Select(ReadHalfDay)] : [],
        };
        return found.TryGetValue("weekend", out var weekend) ? dates with { Weekend = [.. weekend.Items().Select(ReadDay)] } : dates;
    }

    private static HolidayDates ReadHoliday(JsonPart part)
    {
        var found = part.Object("name", "englishName", "source", "fromYear", "toYear", "dates");
        var (name, english, source, from, to) = ReadNames(part, found);
        return new HolidayDates(new Holiday(name, english, source, from, to), ReadOn(part, found));
    }

    private static HalfDayDates ReadHalfDay(JsonPart part)
    {
        var found = part.Object("name", "englishName", "source", "opens", "fromYear", "toYear", "dates");
        var (name, english, source, from, to) = ReadNames(part, found);
        var opens = part.Required(found, "opens")?.Time() ?? LocalTime.Midnight;
        return new HalfDayDates(new HalfDay(name, english, opens, source, from, to), ReadOn(part, found));
    }

    private static (string Name, string English, string Source, int? From, int? To) ReadNames(JsonPart part, Dictionary<string, JsonPart> found)
    {
        var name = part.Required(found, "name")?.Text() ?? "";
        return (
            name,
            found.TryGetValue("englishName", out var english) ? english.Text() ?? "" : name,
            found.TryGetValue("source", out var source) ? source.Text() ?? "" : "",
            found.TryGetValue("fromYear", out var from) ? from.Year() : null,
            found.TryGetValue("toYear", out var to) ? to.Year() : null);
    }

    private static IReadOnlyList<LocalDate> ReadOn(JsonPart part, Dictionary<string, JsonPart> found) =>
        [.. (part.Required(found, "dates")?.Items() ?? []).Select(date => date.Date() ?? LocalDate.MinIsoValue.PlusDays(date.Problems.Count))];

    private static IsoDayOfWeek ReadDay(JsonPart part)
    {
        var day = part.Text() is { } text ? Array.IndexOf(Days, text) : 0;
        if (day < 0)
        {
            part.Wrong($"one of {string.Join(", ", Days)}");
        }

        return (IsoDayOfWeek)(Math.Max(day, 0) + 1);
    }

    private static void WriteNamed(
        Utf8JsonWriter json, string name, string english, string source, int? from, int? to, LocalTime? opens, IReadOnlyList<LocalDate> on)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("englishName", english);
        json.WriteString("source", source);
        if (opens is { } at)
        {
            json.WriteString("opens", LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(at));
        }

        if (from is { } first)
        {
            json.WriteNumber("fromYear", first);
        }

        if (to is { } last)
        {
            json.WriteNumber("toYear", last);
        }

        WriteList(json, "dates", on.Select(LocalDatePattern.Iso.Format));
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
