using Microsoft.Extensions.Hosting;
using RoutineScheduler.Cli.Terminal;

namespace RoutineScheduler.Cli;

/// <summary>The commands of the <c>scheduler</c> tool inside a host's own program, with its own routines and executors.</summary>
public static class SchedulerCommands
{
    /// <summary>
    /// Carries out one command line on the host's scheduler and gives the exit code. The host is built, not started: <c>run</c> makes it a
    /// node as long as it takes. Meanwhile the host's console logger and <see cref="Console.Out"/> write to stderr: stdout is for the answer. Only
    /// <c>load</c>, <c>run</c> and <c>order</c> register the program's definitions, once nothing is left to refuse. Without <c>--storage</c>: the
    /// host has its own.
    /// </summary>
    public static async Task<int> RunAsync(string[] args, IHost host)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(host);
        using var stdout = StdoutForData.Of(host, isQuiet: args.Contains("--quiet"));
        return await OnProcessAsync(args, host);
    }

    internal static async Task<int> OnProcessAsync(string[] args, IHost? host)
    {
        var surroundings = Surroundings.OfProcess();
        using var interrupts = Interrupts.OfProcess(surroundings.Error, Words.Of(args, surroundings.Variable));
        return await CommandLine.RunAsync(args, host, surroundings, interrupts.Drain, interrupts.Hurry);
    }
}
