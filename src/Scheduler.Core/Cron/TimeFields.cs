using Cronos;
using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>Second, minute and hour: which times of a day without clock changes.</summary>
internal sealed class TimeFields
{
    private static readonly DateTime SomeDay = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly CronExpression times;

    public TimeFields(CronSyntax syntax)
    {
        Text = $"{syntax.Second?.Text ?? "0"} {syntax.Minute.Text} {syntax.Hour.Text}";
        IsInterval = syntax.Second is { IsInterval: true } || syntax.Minute.IsInterval || syntax.Hour.IsInterval;
        times = CronExpression.Parse($"{Text} * * *", CronFormat.IncludeSeconds);
        PerDay = checked(Count($"{syntax.Second?.Text ?? "0"} * *", TimeSpan.FromMinutes(1))
            * Count($"0 {syntax.Minute.Text} *", TimeSpan.FromHours(1))
            * Count($"0 0 {syntax.Hour.Text}", TimeSpan.FromDays(1)));
    }

    /// <summary>The three fields, seconds first, as Cronos reads them.</summary>
    public string Text { get; }

    public bool IsInterval { get; }

    public int PerDay { get; }

    /// <summary>The times in [<paramref name="from"/>, <paramref name="end"/>), whatever the dates; ascending.</summary>
    public IEnumerable<LocalDateTime> Within(LocalDateTime from, LocalDateTime end) =>
        times.GetOccurrences(from.ToCronos(), end.ToCronos()).Select(CronosTime.ToReading);

    private static int Count(string timeFields, TimeSpan over) =>
        CronExpression.Parse($"{timeFields} * * *", CronFormat.IncludeSeconds).GetOccurrences(SomeDay, SomeDay + over).Count();
}
