using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Routines;

/// <summary>
/// A routine's canonical text: what is stored as a version, and what its hash is taken of. Properties stand in the order of
/// <see cref="RoutineJsonNames.All"/>, what is left at its default is left out, durations are ISO (<c>PT5M</c>).
/// </summary>
internal static class RoutineJson
{
    /// <exception cref="JsonException">The parameters are no JSON.</exception>
    public static string Write(Routine routine) => CanonicalJson.Write(json =>
    {
        json.WriteStartObject();
        WriteSchedule(json, routine);
        WriteExecution(json, routine);
        WritePatience(json, routine);
        WriteEdges(json, routine.After);
        json.WriteEndObject();
    });

    /// <exception cref="FormatException">Says everything that is wrong, each with its path.</exception>
    public static Routine Read(string json) => RoutineJsonReader.Read(json);

    public static string Hash(string json) => CanonicalJson.Hash(json);

    /// <summary>ISO, normalised: <c>PT5M</c>, <c>P1DT1H</c>. What is longer than any definition may say is told in whole days.</summary>
    public static string Text(Duration duration) => duration switch
    {
        _ when duration == Duration.Zero => "PT0S",
        { Days: > 100_000 or < -100_000 } => $"P{duration.Days}D",
        _ => PeriodPattern.NormalizingIso.Format(Period.FromNanoseconds(duration.ToInt64Nanoseconds())),
    };

    private static void WriteSchedule(Utf8JsonWriter json, Routine routine)
    {
        json.WriteString("key", routine.Key.Value);
        Write(json, "name", routine.Name);
        Write(json, "folder", routine.Folder == "" ? null : routine.Folder);
        json.WriteString("type", routine.Type.ToString());
        Write(json, "cron", routine.Cron?.Expression);
        Write(json, "dialect", routine.Cron is { Dialect: not CronDialect.Standard } cron ? cron.Dialect.ToString() : null);
        Write(json, "dayFields", routine.Cron?.DayFields?.ToString());
        Write(json, "every", routine.Every);
        Write(json, "dayGroup", routine.DayGroup?.ToString());
        Write(json, "from", routine.Window?.From?.ToString());
        Write(json, "until", routine.Window?.Until?.ToString());
        Write(json, "zone", routine.Zone);
        Write(json, "calendar", routine.Calendar);
        Write(json, "validFrom", routine.ValidFrom is { } from ? LocalDatePattern.Iso.Format(from) : null);
        Write(json, "validTo", routine.ValidTo is { } to ? LocalDatePattern.Iso.Format(to) : null);
        Write(json, "activeFrom", routine.ActiveFrom is { } active ? InstantPattern.ExtendedIso.Format(active) : null);
    }

    private static void WriteExecution(Utf8JsonWriter json, Routine routine)
    {
        json.WriteString("executor", routine.Executor);
        if (CanonicalJson.Of(routine.Parameters) is var parameters and not "{}")
        {
            json.WritePropertyName("parameters");
            json.WriteRawValue(parameters);
        }

        Write(json, "priority", routine.Priority, byDefault: 50);
        if (routine.MaxConcurrent is null)
        {
            json.WriteNull("maxConcurrent");
        }
        else
        {
            Write(json, "maxConcurrent", routine.MaxConcurrent.Value, byDefault: 1);
        }

        Write(json, "overlap", routine.Overlap?.ToString());
        WriteRetry(json, routine.Retry);
        Write(json, "timeOut", routine.TimeOut == Duration.FromHours(1) ? null : routine.TimeOut);
        Write(json, "graceFor", routine.GraceFor == Duration.FromSeconds(10) ? null : routine.GraceFor);
    }

    private static void WritePatience(Utf8JsonWriter json, Routine routine)
    {
        Write(json, "startWithin", routine.StartWithin);
        Write(json, "keepPending", routine.KeepPending, byDefault: 1);
        Write(json, "retryUntil", routine.RetryUntil?.ToString());
        Write(json, "pollEvery", routine.PollEvery == Duration.FromMinutes(5) ? null : routine.PollEvery);
        Write(json, "pollUntil", routine.PollUntil?.ToString());
        Write(json, "catchUp", routine.CatchUp == CatchUpPolicy.All ? null : routine.CatchUp.ToString());
        if (routine.RetryAbandoned)
        {
            json.WriteBoolean("retryAbandoned", true);
        }
    }

    private static void WriteRetry(Utf8JsonWriter json, RetryPolicy retry)
    {
        if (retry == RetryPolicy.Default)
        {
            return;
        }

        json.WriteStartObject("retry");
        Write(json, "tries", retry.Tries, RetryPolicy.Default.Tries);
        Write(json, "delay", retry.Delay == RetryPolicy.Default.Delay ? null : retry.Delay);
        Write(json, "growth", retry.Growth == RetryGrowth.Linear ? null : retry.Growth.ToString());
        Write(json, "maxDelay", retry.MaxDelay);
        if (retry.Jitter != 0)
        {
            json.WriteNumber("jitter", retry.Jitter);
        }

        json.WriteEndObject();
    }

    private static void WriteEdges(Utf8JsonWriter json, IReadOnlyList<After> edges)
    {
        if (edges.Count == 0)
        {
            return;
        }

        json.WriteStartArray("after");
        foreach (var edge in edges)
        {
            json.WriteStartObject();
            json.WriteString("routine", edge.Routine.Value);
            Write(json, "date", edge.Date is EdgeDate.Same ? null : edge.Date.ToString());
            Write(json, "requires", edge.Requires == EdgeRequirement.Success ? null : edge.Requires.ToString());
            Write(json, "ifNotPlanned", edge.IfNotPlanned == IfNotPlanned.Ignore ? null : edge.IfNotPlanned.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, Duration? duration) =>
        Write(json, name, duration is { } known ? Text(known) : null);

    private static void Write(Utf8JsonWriter json, string name, int number, int byDefault)
    {
        if (number != byDefault)
        {
            json.WriteNumber(name, number);
        }
    }
}
