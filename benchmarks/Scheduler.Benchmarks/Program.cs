using BenchmarkDotNet.Running;
using RoutineScheduler.Benchmarks.Micro;
using RoutineScheduler.Benchmarks.Polling;
using RoutineScheduler.Benchmarks.Throughput;

const string Usage = """
    throughput   load and drain on SQLite, beside hand-written SQL
                 [--runs N] [--rounds N] [--places N] [--cases ungated,gated,gated-1000,edges,gated-edges,engine] [--by-hand ado|bare] [--folder PATH]
    idle         a poll that finds nothing [--sizes N,…] [--folder PATH]
    planning     a day of many routines, and the bytes it takes [--sizes N,…]
    micro        cron, business days and planning, by BenchmarkDotNet and with its options
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
        // In this process: BenchmarkDotNet would look for a project that is called as the assembly.
        BenchmarkSwitcher.FromAssembly(typeof(CronBenchmarks).Assembly).Run(["--inProcess", .. args[1..]]);
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}
