using System.Text.Json;
using NodaTime;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>How values stand in columns: instants as unix ticks, dates as yyyymmdd.</summary>
internal static class Stored
{
    public static long Of(Instant instant) => instant.ToUnixTimeTicks();

    public static object? Of(Instant? instant) => instant?.ToUnixTimeTicks();

    public static long Of(LocalDate date) => (date.Year * 10_000) + (date.Month * 100) + date.Day;

    public static object? Of(LocalDate? date) => date is { } some ? Of(some) : null;

    public static object? Of(Duration? duration) => duration?.BclCompatibleTicks;

    public static string Of(IEnumerable<long> numbers) => $"[{string.Join(',', numbers)}]";

    public static string Of(IEnumerable<RunId> runs) => Of(runs.Select(run => run.Value));

    public static string Of(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);

    public static Instant Instant(long ticks) => NodaTime.Instant.FromUnixTimeTicks(ticks);

    public static LocalDate Date(long number) => new((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));

    public static IReadOnlyList<string> TextsOf(string json) => JsonSerializer.Deserialize<string[]>(json)!;
}
