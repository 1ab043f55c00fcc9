using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Execution;

/// <summary>One template in a text, and what it stands for.</summary>
/// <param name="path">The JSON path of the text.</param>
internal sealed partial class TemplateText(Match found, string path, TemplateFacts facts)
{
    private static readonly string[] Known = ["orderDate", "baseDate", "routine", "run", "result", "secret"];

    private readonly string whole = found.Value;
    private readonly string name = found.Groups["name"].Value;
    private readonly string rest = found.Groups["rest"].Value;

    public static bool IsKnown(string name) => Known.Contains(name);

    /// <summary>Null where it names none.</summary>
    public static string? CalendarIn(string name, string rest) =>
        name is "orderDate" or "baseDate" && Rest().Match(rest).Groups["calendar"] is { Success: true } calendar ? calendar.Value : null;

    public async ValueTask<string> ValueAsync(CancellationToken cancel)
    {
        if (found.Groups["escape"].Success)
        {
            return whole[1..];
        }

        return name switch
        {
            "date" => whole,
            "orderDate" => Date(facts.OrderDate),
            "baseDate" => Date(facts.BaseDate),
            "routine" when rest.Length == 0 => facts.Routine.Value,
            "run" when rest.Length == 0 => facts.Run.ToString(),
            "routine" or "run" => throw Wrong($"'{whole}': {name} takes nothing; write {{{name}}}"),
            "result" when rest.StartsWith(':') => Result(rest[1..]),
            "result" => throw Wrong($"'{whole}' names no result; write it as {{result:download-b3.path}}"),
            "secret" when rest.StartsWith(':') && rest.Length > 1 => await SecretAsync(rest[1..], cancel),
            "secret" => throw Wrong($"'{whole}' names no secret; write {{secret:NAME}}"),
            _ => Rest().IsMatch(rest)
                ? throw Wrong(
                    $"'{whole}' is no template: '{name}' is unknown.{NearestName.Question(name, Known)} " +
                    $"Known are {string.Join(", ", Known)}; write '{{{whole}' for the text itself")
                : whole,
        };
    }

    private string Date(LocalDate date)
    {
        if (Rest().Match(rest) is not { Success: true } parts)
        {
            throw Wrong(
                $"'{whole}' is no date: write it as {{{name}:yyyyMMdd}}, {{{name}-1bd:yyyyMMdd}}, " +
                $"{{{name}-1bd(b3):yyyyMMdd}} or {{{name}+2d:yyyyMMdd}}");
        }

        var format = parts.Groups["format"].Value;
        try
        {
            return LocalDatePattern.CreateWithInvariantCulture(format.Length == 0 ? "uuuu-MM-dd" : format).Format(Moved(date, parts));
        }
        catch (InvalidPatternException wrong)
        {
            throw Wrong($"'{format}' in '{whole}' is no date format: {wrong.Message} Write it as in yyyyMMdd or dd/MM/yyyy");
        }
        catch (UnknownCalendarException wrong)
        {
            throw Wrong($"'{whole}': {wrong.Message}");
        }
        catch (Exception wrong) when (wrong is CalendarEndsException or ArgumentException or OverflowException)
        {
            throw Wrong($"'{whole}': {wrong.Message}", restsOnTheDate: true);
        }
    }

    private LocalDate Moved(LocalDate date, Match parts)
    {
        if (!parts.Groups["n"].Success)
        {
            return date;
        }

        var n = int.Parse(parts.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) * (parts.Groups["sign"].Value == "-" ? -1 : 1);
        var named = parts.Groups["calendar"];
        if (parts.Groups["unit"].Value == "d")
        {
            return named.Success
                ? throw Wrong($"'{whole}': calendar days have no calendar; write {n:+0;-0}bd({named.Value}) for business days")
                : date.PlusDays(n);
        }

        return (named.Success ? facts.Calendars.Get(named.Value) : facts.Calendar).AddBusinessDays(date, n);
    }

    private string Result(string argument)
    {
        var key = argument.Split('.', 2)[0];
        if (RoutineKey.Problem(key) is { } problem)
        {
            throw Wrong($"'{whole}': {problem} Write it as {{result:download-b3.path}}");
        }

        if (facts.Results is not { } results)
        {
            return facts.Predecessors.Any(predecessor => IsOf(predecessor, argument)) ? "" : throw Wrong(NotWaitedFor(key));
        }

        // A key may contain dots: the longest predecessor's key that fits is meant.
        var member = results.Where(result => IsOf(result.Predecessor.Value, argument)).MaxBy(result => result.Predecessor.Value.Length);
        return member?.Result is { } json
            ? Property(member, JsonElement.Parse(json), argument[member.Predecessor.Value.Length..])
            : throw new NoResultException(
                member?.Predecessor ?? new RoutineKey(key), $"{path}: '{whole}' finds no result: {facts.Routine} has {Edges(results)}.");
    }

    private string NotWaitedFor(string key)
    {
        var waits = facts.Predecessors.Count == 0 ? "waits for none" : $"waits for {string.Join(", ", facts.Predecessors)}";
        return $"'{whole}' asks for the result of '{key}', but {facts.Routine} {waits}.{NearestName.Question(key, facts.Predecessors)} "
            + $"Add After(\"{key}\"), or name one that it waits for";
    }

    /// <param name="properties">Empty, or as in ".file.path".</param>
    private string Property(PredecessorResult member, JsonElement value, string properties)
    {
        foreach (var property in properties.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            value = Named(value, property) is { ValueKind: not JsonValueKind.Null } inner
                ? inner
                : throw new NoResultException(
                    member.Predecessor, $"{path}: '{whole}': the result of run {member.Run} has no '{property}'; it is {member.Result}");
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Null => "",
            _ => JsonLeaves.Replace(value.GetRawText(), _ => null),
        };
    }

    /// <summary>The last one counts where a result names one twice.</summary>
    private static JsonElement? Named(JsonElement value, string property) => value.ValueKind != JsonValueKind.Object ? null : value.EnumerateObject()
        .Where(one => string.Equals(one.Name, property, StringComparison.OrdinalIgnoreCase)).Select(one => (JsonElement?)one.Value).LastOrDefault();

    private static string Edges(IReadOnlyList<PredecessorResult> results) => results.Count == 0
        ? "no edge to a routine with a result"
        : "edges to " + string.Join(", ", results.Select(result => $"{result.Predecessor} ({(result.Result is null ? "no result" : "a result")})"));

    private static bool IsOf(string predecessor, string argument) =>
        argument == predecessor || argument.StartsWith(predecessor + ".", StringComparison.Ordinal);

    private async ValueTask<string> SecretAsync(string secret, CancellationToken cancel) => await facts.Secret(secret, cancel)
        ?? throw Wrong(
            $"there is no secret '{secret}': " +
            $"set RoutineScheduler:Secrets:{secret} in the configuration, or register an ISecretResolver that knows it");

    private ParametersUnreadableException Wrong(string message, bool restsOnTheDate = false) =>
        new(path, $"{path}: {message.TrimEnd('.')}.") { RestsOnTheDate = restsOnTheDate };

    [GeneratedRegex(@"^(?:(?<sign>[+-])(?<n>[0-9]{1,5})(?<unit>bd|d)(?:\((?<calendar>[^()]+)\))?)?(?::(?<format>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Rest();
}
