using Cronos;
using NodaTime;

namespace RoutineScheduler.Cron;

/// <summary>The wall-clock readings that an expression names, on a clock that never changes.</summary>
internal sealed class CronReadings
{
    private readonly CronExpression[] alternatives;

    public CronReadings(string timeFields, DateFields dates) =>
        alternatives = [.. dates.Alternatives.Select(days => CronExpression.Parse($"{timeFields} {days}", CronFormat.IncludeSeconds))];

    /// <summary>Null where there is none before <see cref="CronosTime.End"/>.</summary>
    public LocalDateTime? Next(LocalDateTime from, bool inclusive)
    {
        var start = from.ToCronos();
        DateTime? first = null;
        foreach (var alternative in alternatives)
        {
            var next = alternative.GetNextOccurrence(start, inclusive);
            first = first is null || next < first ? next ?? first : first;
        }

        return first?.ToReading() is { } reading && reading < CronosTime.End ? reading : null;
    }

    /// <summary>Those in [<paramref name="from"/>, <paramref name="end"/>); all that follow where end is null.</summary>
    public IEnumerable<LocalDateTime> Within(LocalDateTime from, LocalDateTime? end, bool inclusive)
    {
        for (var next = Next(from, inclusive); next is { } reading && !(reading >= end); next = Next(reading, inclusive: false))
        {
            yield return reading;
        }
    }
}
