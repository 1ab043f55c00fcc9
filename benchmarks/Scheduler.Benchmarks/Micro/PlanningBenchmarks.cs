using BenchmarkDotNet.Attributes;
using RoutineScheduler.Planning;

namespace RoutineScheduler.Benchmarks.Micro;

[MemoryDiagnoser]
public class PlanningBenchmarks
{
    private Planner planner = null!;

    [Params(10_000, 100_000, 1_000_000)]
    public int Routines { get; set; }

    [GlobalSetup]
    public void Setup() => planner = ManyRoutines.Planner(Routines);

    [Benchmark]
    public int ADay() => planner.Plan(ManyRoutines.Date).Runs.Count;
}
