using BenchmarkDotNet.Running;
using RoutineScheduler.Benchmarks.Micro;
using RoutineScheduler.Benchmarks.Polling;
using RoutineScheduler.Benchmarks.Throughput;

const string Usage = """
    throughput [--runs N] [--rounds N] [--places N] [--cases NAME,…] [--folder PATH]   load and drain on SQLite, beside hand-written SQL
    idle [--sizes N,…] [--folder PATH]                                              a poll that finds nothing
    planning [--sizes N,…]                                                          a day of many routines, and the bytes it takes
    micro [BenchmarkDotNet's own options]                                           cron, business days, planning
    """;

switch (args.FirstOrDefault())
{
    case "throughput":
        return await ThroughputProgram.RunAsync(args[1..]);
    case "idle":
        return await IdleProgram.RunAsync(args[1..]);
    case "planning":
        return PlanningProgram.Run(args[1..]);
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(CronBenchmarks).Assembly).Run(args[1..]);
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}
