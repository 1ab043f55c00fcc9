using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Execution;

/// <summary>A run that a routine might have, to fill in its templates with before it has any.</summary>
internal readonly record struct SampleRun(RunId Run, LocalDate OrderDate, LocalDate BaseDate)
{
    /// <summary>Every change of weekday, month and year is among as many days.</summary>
    private const int Days = 366;

    /// <summary>No calendar that is of use begins earlier.</summary>
    private const int Years = 100;

    /// <summary>
    /// Of today, and then of each date of a year in which the routine is valid: some shifted and some not, with ids of one to ten digits.
    /// What is wrong with all of them is wrong whenever it runs. Empty where it is valid on no date.
    /// </summary>
    public static IEnumerable<SampleRun> Of(Routine routine, LocalDate today)
    {
        var last = routine.ValidTo ?? LocalDate.MaxIsoValue;
        var first = Period.DaysBetween(today, last) < Days ? Before(last, Days) : today;
        if (routine.ValidFrom is { } from && first < from)
        {
            first = from;
        }

        return first > last
            ? []
            : Enumerable.Range(0, Math.Min(Days, Period.DaysBetween(first, last)) + 1).Select(n => On(first.PlusDays(n), n)).Prepend(On(today, 0));
    }

    /// <summary>
    /// Of both ends of each year before: what one of them resolves was right once, and fails now because its calendar has come to an end.
    /// </summary>
    public static IEnumerable<SampleRun> Past(LocalDate today) =>
        from year in Enumerable.Range(1, Years).Select(n => today.Year - n)
        where year >= LocalDate.MinIsoValue.Year
        from date in new[] { new LocalDate(year, 12, 31), new LocalDate(year, 1, 1) }
        select On(date, 0);

    private static SampleRun On(LocalDate date, int n) => new(new RunId((long)Math.Pow(10, n % 10)), date, Before(date, n % 2));

    /// <summary>Not before the first date that there is.</summary>
    private static LocalDate Before(LocalDate date, int days) => date.PlusDays(-Math.Min(days, Period.DaysBetween(LocalDate.MinIsoValue, date)));
}
