using System.Diagnostics;
using System.Globalization;
using RoutineScheduler.Benchmarks.Throughput;

namespace RoutineScheduler.Benchmarks.Micro;

/// <summary>A day of many routines, once per size: time and allocated bytes per routine, without BenchmarkDotNet's minutes.</summary>
internal static class PlanningProgram
{
    private const int Repetitions = 5;

    public static int Run(string[] args)
    {
        var options = new Options(args, "--sizes");
        var table = new TextTable("routines", "runs", "expressions asked", "day groups asked", "ms", "ns/routine", "bytes/routine");
        foreach (var size in options.Numbers("--sizes", 10_000, 100_000, 1_000_000))
        {
            Add(table, size);
        }

        table.Print(Console.Out);
        return 0;
    }

    private static void Add(TextTable table, int size)
    {
        var planner = ManyRoutines.Planner(size);
        var plan = planner.Plan(ManyRoutines.Date);
        var (times, bytes) = (new List<double>(), new List<double>());
        for (var i = 0; i < Repetitions; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            plan = planner.Plan(ManyRoutines.Date);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            bytes.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        var took = Medians.Of(times);
        table.Add(
            Number(size, "N0"), Number(plan.Runs.Count, "N0"), Number(plan.Evaluations.Crons, "N0"), Number(plan.Evaluations.DayGroups, "N0"),
            Number(took, "0.0"), Number(took * 1_000_000 / size, "0"), Number(Medians.Of(bytes) / size, "0"));
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
