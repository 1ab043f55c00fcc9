using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>What templates are resolved from.</summary>
internal sealed record TemplateFacts(
    RoutineKey Routine, RunId Run, LocalDate OrderDate, LocalDate BaseDate, BusinessCalendar Calendar, CalendarSet Calendars,
    IReadOnlyList<PredecessorResult> Results, Func<string, CancellationToken, ValueTask<string?>> Secret);

/// <param name="Json">What the executor reads.</param>
/// <param name="Masked">What is stored.</param>
internal sealed record ResolvedParameters(string Json, string Masked, SecretMask Mask);

/// <summary>
/// Resolves {orderDate:yyyyMMdd}, {orderDate-1bd:…}, {orderDate-1bd(b3):…}, {orderDate+2d:…}, {baseDate:…}, {routine}, {run},
/// {result:download-b3.path} and {secret:NAME} in the texts of parameters. {date:…} is left for the executor, {{name} writes {name}, and
/// braces that no name follows are nobody's business.
/// </summary>
internal static partial class Templates
{
    private static readonly string[] Known = ["orderDate", "baseDate", "routine", "run", "result", "secret"];

    /// <summary>Whether any text of the parameters waits to be resolved.</summary>
    public static bool AreIn(string json) => Template().Matches(json).Any(match => Known.Contains(match.Groups["name"].Value));

    /// <exception cref="ParametersUnreadableException">A template that does not exist, or a date outside its calendar's years.</exception>
    /// <exception cref="NoResultException">A result that is not there.</exception>
    public static async Task<ResolvedParameters> ResolveAsync(string json, TemplateFacts facts, CancellationToken cancel)
    {
        if (!json.Contains('{', StringComparison.Ordinal) || json.IndexOf('{', 1) < 0)
        {
            return new ResolvedParameters(json, json, SecretMask.None);
        }

        var root = JsonNode.Parse(json)!;
        var resolving = new Resolving(facts, cancel);
        var resolved = await resolving.InAsync(root, "$");
        var plain = resolved.ToJsonString(Written);
        var mask = new SecretMask(resolving.Secrets);
        return new ResolvedParameters(plain, mask.Apply(plain), mask);
    }

    private static readonly JsonSerializerOptions Written = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"\{(?<escape>\{)?(?<name>[A-Za-z]+)(?:(?<sign>[+-])(?<n>\d{1,5})(?<unit>bd|d)(?:\((?<calendar>[^(){}]+)\))?)?(?::(?<argument>[^{}]*))?\}")]
    private static partial Regex Template();

    private sealed class Resolving(TemplateFacts facts, CancellationToken cancel)
    {
        public List<string> Secrets { get; } = [];

        public async Task<JsonNode> InAsync(JsonNode node, string path)
        {
            switch (node)
            {
                case JsonObject properties:
                    foreach (var (name, value) in properties.ToList())
                    {
                        properties[name] = value is null ? null : Detached(await InAsync(value, $"{path}.{name}"), value);
                    }

                    return properties;
                case JsonArray items:
                    for (var i = 0; i < items.Count; i++)
                    {
                        items[i] = items[i] is { } item ? Detached(await InAsync(item, $"{path}[{i}]"), item) : null;
                    }

                    return items;
                default:
                    return node.GetValueKind() == JsonValueKind.String ? JsonValue.Create(await InTextAsync(node.GetValue<string>(), path)) : node;
            }
        }

        /// <summary>A node that has a parent cannot be given another.</summary>
        private static JsonNode Detached(JsonNode resolved, JsonNode before) => ReferenceEquals(resolved, before) ? before.DeepClone() : resolved;

        private async Task<string> InTextAsync(string text, string path)
        {
            var written = new System.Text.StringBuilder();
            var done = 0;
            foreach (var match in Template().EnumerateMatches(text).ToPositions())
            {
                var template = Template().Match(text, match.Index);
                written.Append(text, done, match.Index - done);
                written.Append(await ValueOfAsync(template, path));
                done = match.Index + match.Length;
            }

            return done == 0 ? text : written.Append(text, done, text.Length - done).ToString();
        }

        private async ValueTask<string> ValueOfAsync(Match template, string path)
        {
            if (template.Groups["escape"].Success)
            {
                return template.Value[1..];
            }

            var argument = template.Groups["argument"].Success ? template.Groups["argument"].Value : null;
            return template.Groups["name"].Value switch
            {
                "date" => template.Value,
                "orderDate" => Date(facts.OrderDate, template, argument, path),
                "baseDate" => Date(facts.BaseDate, template, argument, path),
                "routine" => facts.Routine.Value,
                "run" => facts.Run.ToString(),
                "result" => Result(argument, template.Value, path),
                "secret" => await SecretAsync(argument, path),
                var other => throw Wrong(path, $"'{template.Value}' is no template: '{other}' is unknown. Known are {string.Join(", ", Known)}; write '{{{template.Value}' for the text itself"),
            };
        }

        private string Date(LocalDate date, Match template, string? format, string path)
        {
            try
            {
                var pattern = LocalDatePattern.CreateWithInvariantCulture(string.IsNullOrEmpty(format) ? "uuuu-MM-dd" : format);
                return pattern.Format(Moved(date, template));
            }
            catch (InvalidPatternException wrong)
            {
                throw Wrong(path, $"'{format}' in '{template.Value}' is no date format: {wrong.Message} Write it as in yyyyMMdd or dd/MM/yyyy");
            }
            catch (Exception wrong) when (wrong is CalendarEndsException or UnknownCalendarException)
            {
                throw Wrong(path, $"'{template.Value}': {wrong.Message}");
            }
        }

        private LocalDate Moved(LocalDate date, Match template)
        {
            if (!template.Groups["n"].Success)
            {
                return date;
            }

            var n = int.Parse(template.Groups["n"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) * (template.Groups["sign"].Value == "-" ? -1 : 1);
            var calendar = template.Groups["calendar"] is { Success: true } named ? facts.Calendars.Get(named.Value) : facts.Calendar;
            return template.Groups["unit"].Value == "d" ? date.PlusDays(n) : calendar.AddBusinessDays(date, n);
        }

        private string Result(string? argument, string template, string path)
        {
            var parts = (argument ?? "").Split('.', 2);
            if (RoutineKey.Problem(parts[0]) is { } problem)
            {
                throw Wrong(path, $"'{template}': {problem} Write it as {{result:download-b3.path}}");
            }

            // A key may contain dots: the longest predecessor's key that fits is meant.
            var found = facts.Results.Where(result => argument == result.Predecessor.Value || argument!.StartsWith(result.Predecessor.Value + ".", StringComparison.Ordinal))
                .MaxBy(result => result.Predecessor.Value.Length);
            if (found?.Result is null)
            {
                throw new NoResultException(found?.Predecessor ?? parts[0], $"{path}: '{template}' finds no result: {facts.Routine} has {Edges()}.");
            }

            var value = JsonNode.Parse(found.Result);
            foreach (var property in argument!.Length == found.Predecessor.Value.Length ? [] : argument[(found.Predecessor.Value.Length + 1)..].Split('.'))
            {
                value = value is JsonObject properties && properties.FirstOrDefault(p => string.Equals(p.Key, property, StringComparison.OrdinalIgnoreCase)).Value is { } inner
                    ? inner
                    : throw new NoResultException(found.Predecessor, $"{path}: '{template}': the result of run {found.Run} has no '{property}'; it is {found.Result}");
            }

            return value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : value?.ToJsonString(Written) ?? "";
        }

        private string Edges() => facts.Results.Count == 0
            ? "no edge to a routine with a result"
            : "edges to " + string.Join(", ", facts.Results.Select(result => $"{result.Predecessor} ({(result.Result is null ? "no result" : "a result")})"));

        private async ValueTask<string> SecretAsync(string? name, string path)
        {
            if (string.IsNullOrEmpty(name))
            {
                throw Wrong(path, "'{secret}' names no secret; write {secret:NAME}");
            }

            var value = await facts.Secret(name, cancel)
                ?? throw Wrong(path, $"there is no secret '{name}': set RoutineScheduler:Secrets:{name} in the configuration, or register an ISecretResolver that knows it");
            Secrets.Add(value);
            Secrets.Add(JsonSerializer.Serialize(value, Written)[1..^1]);   // as it stands inside of JSON
            return value;
        }

        private static ParametersUnreadableException Wrong(string path, string message) => new(path, $"{path}: {message}.");
    }

    private static List<(int Index, int Length)> ToPositions(this Regex.ValueMatchEnumerator matches)
    {
        var positions = new List<(int, int)>();
        foreach (var match in matches)
        {
            positions.Add((match.Index, match.Length));
        }

        return positions;
    }
}
