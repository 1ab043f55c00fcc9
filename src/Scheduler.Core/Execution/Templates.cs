using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>What templates are resolved from.</summary>
/// <param name="Results">Null: not known yet; whatever is asked of them is taken to be there.</param>
internal sealed record TemplateFacts(
    RoutineKey Routine, RunId Run, LocalDate OrderDate, LocalDate BaseDate, BusinessCalendar Calendar, CalendarSet Calendars,
    IReadOnlyList<PredecessorResult>? Results, Func<string, CancellationToken, ValueTask<string?>> Secret)
{
    /// <summary>The routines that are waited for, asked where there are no results yet.</summary>
    public IReadOnlyList<string> Predecessors { get; init; } = [];
}

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
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether the text waits to be resolved.</summary>
    public static bool AreIn(string text) => Template().Matches(text).Any(match => TemplateText.IsKnown(match.Groups["name"].Value));

    /// <summary>The calendars that templates name, as in {orderDate-1bd(b3):…}.</summary>
    public static IEnumerable<string> CalendarsIn(string text) =>
        Template().Matches(text).Select(match => TemplateText.CalendarIn(match.Groups["name"].Value, match.Groups["rest"].Value)).OfType<string>();

    /// <summary>Before there is a run: every template that no run could resolve, and a sample of what the others make.</summary>
    public static async Task<TriedTemplates> TryAsync(
        Routine routine, BusinessCalendar calendar, CalendarSet calendars, SampleRun run, CancellationToken cancel)
    {
        var facts = new TemplateFacts(
            routine.Key, run.Run, run.OrderDate, run.BaseDate, calendar, calendars, null, (_, _) => new(SecretMask.Hidden))
        {
            Predecessors = [.. routine.After.Select(edge => edge.Routine.Value)],
        };
        var tried = new TriedTemplates.Gathering();
        var sample = await InAsync(JsonNode.Parse(routine.Parameters)!, "$", TryTextAsync, cancel);
        return new TriedTemplates(tried.Problems, tried.OfTheDate, sample.ToJsonString(Written), tried.Unknown);

        async Task<string> TryTextAsync(string text, string path, CancellationToken stop)
        {
            if (IsKnownToTheRunAlone(text))
            {
                tried.Unknown.Add(path);
            }

            return await InTextAsync(text, async found =>
            {
                try
                {
                    return await new TemplateText(found, path, facts).ValueAsync(stop);
                }
                catch (ParametersUnreadableException wrong)
                {
                    tried.Add(path, found.Value, wrong);
                    return "";
                }
            });
        }
    }

    /// <exception cref="ParametersUnreadableException">A template that does not exist, or a date outside its calendar's years.</exception>
    /// <exception cref="NoResultException">A result that is not there.</exception>
    public static async Task<ResolvedParameters> ResolveAsync(string json, TemplateFacts facts, CancellationToken cancel)
    {
        if (!Template().IsMatch(json))
        {
            return new ResolvedParameters(json, json, SecretMask.None);
        }

        var secrets = new List<string>();
        var plain = await InAsync(json, facts with { Secret = HeardAsync }, cancel);
        if (secrets.Count == 0)
        {
            return new ResolvedParameters(plain, plain, SecretMask.None);
        }

        // By origin, so that also a secret too short to look for is hidden; and by value, where a text repeats one.
        var mask = new SecretMask(secrets);
        var hidden = await InAsync(json, facts with { Secret = (_, _) => new(SecretMask.Hidden) }, cancel);
        return new ResolvedParameters(plain, mask.ApplyToJson(hidden), mask);

        async ValueTask<string?> HeardAsync(string name, CancellationToken stop)
        {
            var value = await facts.Secret(name, stop);
            if (value is not null)
            {
                secrets.Add(value);
            }

            return value;
        }
    }

    private static async Task<string> InAsync(string json, TemplateFacts facts, CancellationToken cancel) =>
        (await InAsync(
            JsonNode.Parse(json)!, "$",
            (text, path, stop) => InTextAsync(text, found => new TemplateText(found, path, facts).ValueAsync(stop)), cancel)).ToJsonString(Written);

    /// <param name="resolve">A text and its path to what it becomes.</param>
    private static async Task<JsonNode> InAsync(
        JsonNode node, string path, Func<string, string, CancellationToken, Task<string>> resolve, CancellationToken cancel)
    {
        switch (node)
        {
            case JsonObject properties:
                var resolved = new JsonObject();
                foreach (var (name, value) in properties)
                {
                    resolved[name] = value is null ? null : await InAsync(value, $"{path}.{name}", resolve, cancel);
                }

                return resolved;
            case JsonArray items:
                var all = new JsonArray();
                foreach (var item in items)
                {
                    all.Add(item is null ? null : await InAsync(item, $"{path}[{all.Count}]", resolve, cancel));
                }

                return all;
            default:
                return node.GetValueKind() == JsonValueKind.String
                    ? JsonValue.Create(await resolve(node.GetValue<string>(), path, cancel))
                    : node.DeepClone();
        }
    }

    private static async Task<string> InTextAsync(string text, Func<Match, ValueTask<string>> valueOf)
    {
        var written = new System.Text.StringBuilder();
        var done = 0;
        foreach (Match match in Template().Matches(text))
        {
            written.Append(text, done, match.Index - done);
            written.Append(await valueOf(match));
            done = match.Index + match.Length;
        }

        return written.Append(text, done, text.Length - done).ToString();
    }

    private static bool IsKnownToTheRunAlone(string text) => Template().Matches(text)
        .Any(match => match.Groups["name"].Value is "result" or "secret" && !match.Groups["escape"].Success);

    [GeneratedRegex(@"\{(?<escape>\{)?(?<name>[A-Za-z]+)(?<rest>[^{}]*)\}")]
    private static partial Regex Template();
}
