using System.Diagnostics;

namespace RoutineScheduler.Storage.Sqlite.Tests.Processes;

/// <summary>A real process on a test's database. It begins when it is told to, so that several begin at once.</summary>
internal sealed class OtherProcess : IDisposable
{
    public const string Argument = "--other-process";

    private readonly Process process;

    private OtherProcess(Process process) => this.process = process;

    public int ExitCode => process.ExitCode;

    public static OtherProcess Start(string part, string database, params string[] rest)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] assembly = isHost ? [typeof(OtherProcess).Assembly.Location] : [];
        foreach (var argument in (string[])[.. assembly, Argument, part, database, .. rest])
        {
            start.ArgumentList.Add(argument);
        }

        return new OtherProcess(Process.Start(start)!);
    }

    public void Go() => process.StandardInput.WriteLine("go");

    public async Task<string> LineAsync(CancellationToken cancel) =>
        await process.StandardOutput.ReadLineAsync(cancel) ?? throw new InvalidOperationException("The other process said nothing more.");

    /// <summary>What it said until its end.</summary>
    public async Task<IReadOnlyList<string>> EndAsync(CancellationToken cancel)
    {
        var said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>As <c>kill -9</c>: nothing of it can clean up.</summary>
    public async Task KillAsync(CancellationToken cancel)
    {
        process.Kill();
        await process.WaitForExitAsync(cancel);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
