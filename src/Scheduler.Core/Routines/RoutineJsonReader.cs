using System.Text.Json;
using RoutineScheduler.Calendars;
using RoutineScheduler.DayGroups;

namespace RoutineScheduler.Routines;

/// <summary>Reads what <see cref="RoutineJson"/> writes. Whether the routine makes sense is <see cref="RoutineValidation"/>'s question.</summary>
internal static class RoutineJsonReader
{
    public static Routine Read(string json)
    {
        var problems = new List<string>();
        var routine = JsonPart.Parse(json, problems) is { } root ? Read(new DefinitionPart(root, RoutineJsonNames.All)) : null;
        return problems.Count == 0
            ? routine!
            : throw UnreadableDefinition.For("The routine's JSON has", problems);
    }

    private static Routine Read(DefinitionPart part)
    {
        var byDefault = new Routine { Key = "default", Executor = "" };
        return new Routine
        {
            Key = Key(part, "key"),
            Name = part.Text("name"),
            Folder = part.Text("folder") ?? "",
            Type = part.Enum<RoutineType>("type") ?? RoutineType.Daily,
            Cron = Cron(part),
            Every = part.Duration("every"),
            DayGroup = part.Parsed("dayGroup", DayRule.Parse),
            Window = Window(part),
            Zone = part.Text("zone"),
            Calendar = part.Text("calendar"),
            ValidFrom = part.Date("validFrom"),
            ValidTo = part.Date("validTo"),
            ActiveFrom = part.Instant("activeFrom"),
            Executor = part.RequiredText("executor"),
            Parameters = Parameters(part) ?? byDefault.Parameters,
            Priority = part.Int("priority", byDefault.Priority),
            MaxConcurrent = part.IsNull("maxConcurrent") ? null : part.Int("maxConcurrent", 1),
            Overlap = part.Enum<OverlapPolicy>("overlap"),
            Retry = Retry(part) ?? RetryPolicy.Default,
            TimeOut = part.Duration("timeOut") ?? byDefault.TimeOut,
            GraceFor = part.Duration("graceFor") ?? byDefault.GraceFor,
            StartWithin = part.Duration("startWithin"),
            KeepPending = part.Int("keepPending", byDefault.KeepPending),
            RetryUntil = part.Time("retryUntil"),
            PollEvery = part.Duration("pollEvery") ?? byDefault.PollEvery,
            PollUntil = part.Time("pollUntil"),
            CatchUp = part.Enum<CatchUpPolicy>("catchUp") ?? byDefault.CatchUp,
            RetryAbandoned = part.Bool("retryAbandoned"),
            After = After(part),
        };
    }

    private static string? Parameters(DefinitionPart part)
    {
        if (part.Find("parameters") is not { } parameters)
        {
            return null;
        }

        if (parameters.Element.ValueKind != JsonValueKind.Object)
        {
            return parameters.Wrong("an object");
        }

        try
        {
            return CanonicalJson.Of(parameters.Element.GetRawText());
        }
        catch (JsonException refused)
        {
            parameters.Problems.Add($"{parameters.Path}: {refused.Message}");
            return null;
        }
    }

    private static CronText? Cron(DefinitionPart part)
    {
        var (dialect, dayFields) = (part.Enum<Cron.CronDialect>("dialect"), part.Enum<Cron.DayFields>("dayFields"));
        return part.Text("cron") is { } expression ? new CronText(expression, dialect ?? default, dayFields) : null;
    }

    private static RunWindow? Window(DefinitionPart part)
    {
        var (from, until) = (part.Time("from"), part.Time("until"));
        return (from ?? until) is null ? null : new RunWindow(from, until);
    }

    private static RetryPolicy? Retry(DefinitionPart part) =>
        part.Find("retry") is { } retry ? RetryOf(new DefinitionPart(retry, RoutineJsonNames.Retry)) : null;

    private static RetryPolicy RetryOf(DefinitionPart part) => new()
    {
        Tries = part.Int("tries", RetryPolicy.Default.Tries),
        Delay = part.Duration("delay") ?? RetryPolicy.Default.Delay,
        Growth = part.Enum<RetryGrowth>("growth") ?? RetryPolicy.Default.Growth,
        MaxDelay = part.Duration("maxDelay"),
        Jitter = part.Double("jitter", 0),
    };

    private static IReadOnlyList<After> After(DefinitionPart part) =>
        part.Find("after") is { } edges ? [.. edges.Items().Select(edge => EdgeOf(new DefinitionPart(edge, RoutineJsonNames.Edge)))] : [];

    private static After EdgeOf(DefinitionPart part) => new(Key(part, "routine"))
    {
        Date = part.Parsed("date", EdgeDate.Parse) ?? new EdgeDate.Same(),
        Requires = part.Enum<EdgeRequirement>("requires") ?? EdgeRequirement.Success,
        IfNotPlanned = part.Enum<IfNotPlanned>("ifNotPlanned") ?? IfNotPlanned.Ignore,
    };

    /// <summary>The default key where it is wrong, which is then a problem.</summary>
    private static RoutineKey Key(DefinitionPart part, string name)
    {
        if (part.Find(name) is null)
        {
            _ = part.RequiredText(name);
        }

        return part.Parsed(name, text => new RoutineKey(text).Value) is { } key ? new RoutineKey(key) : default;
    }
}
