using BenchmarkDotNet.Attributes;
using NodaTime;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Benchmarks.Micro;

[MemoryDiagnoser]
public class CronBenchmarks
{
    private static readonly DateTimeZone SaoPaulo = DateTimeZoneProviders.Tzdb["America/Sao_Paulo"];
    private static readonly Instant After = Instant.FromUtc(2026, 10, 2, 12, 0);
    private static readonly OrderDay Day = OrderDay.Of(new LocalDate(2026, 10, 2), SaoPaulo, LocalTime.Midnight);

    private CronSchedule schedule = null!;

    [Params("30 20 * * 1-5", "*/5 9-17 * * *", "0 0 29 2 *")]
    public string Expression { get; set; } = "";

    [GlobalSetup]
    public void Setup() => schedule = CronSchedule.Parse(Expression);

    [Benchmark]
    public CronSchedule Parse() => CronSchedule.Parse(Expression);

    [Benchmark]
    public IReadOnlyList<Instant> Next() => schedule.NextAfter(After, SaoPaulo, 1);

    [Benchmark]
    public IReadOnlyList<CronSlot> SlotsOfADay() => schedule.SlotsOn(Day);
}
