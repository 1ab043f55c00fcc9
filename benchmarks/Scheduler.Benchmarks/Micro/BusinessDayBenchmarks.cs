using BenchmarkDotNet.Attributes;
using NodaTime;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.Benchmarks.Micro;

[MemoryDiagnoser]
public class BusinessDayBenchmarks
{
    private static readonly LocalDate Date = new(2026, 11, 20);
    private static readonly LocalDate Early = new(2026, 1, 1);
    private static readonly LocalDate Late = new(2066, 1, 1);
    private static readonly YearMonth Month = new(2026, 11);

    private readonly BusinessCalendar calendar = BrazilCalendars.Anbima;

    [Benchmark]
    public bool Is() => calendar.IsBusinessDay(Date);

    [Benchmark]
    public LocalDate AddOne() => calendar.AddBusinessDays(Date, 1);

    /// <summary>Forty years on: it must cost what one day costs.</summary>
    [Benchmark]
    public LocalDate AddTenThousand() => calendar.AddBusinessDays(Early, 10_000);

    [Benchmark]
    public LocalDate? FifthOfMonth() => calendar.NthBusinessDayOfMonth(Month, 5);

    [Benchmark]
    public LocalDate? LastOfMonth() => calendar.LastBusinessDayOfMonth(Month);

    [Benchmark]
    public int CountFortyYears() => calendar.CountBusinessDays(Early, Late);
}
