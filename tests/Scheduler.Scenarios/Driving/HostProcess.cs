using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NodaTime;

namespace RoutineScheduler.Scenarios.Driving;

/// <summary>A real process with a scheduler in it, on a database file. It says what it executes.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> errors = [];
    private readonly int linesWanted;
    private readonly Task ended;

    private HostProcess(string file, Instant now, string crashAt, string task, int linesWanted)
    {
        this.linesWanted = linesWanted;
        process = new Process
        {
            StartInfo = new ProcessStartInfo
            {
                FileName = "dotnet",
                ArgumentList =
                {
                    Path.Combine(AppContext.BaseDirectory, "RoutineScheduler.HostProcess.dll"),
                    file, now.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture), crashAt, task,
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        ended = process.WaitForExitAsync();
    }

    public ConcurrentQueue<string> Lines { get; } = [];

    public string Errors => string.Join(Environment.NewLine, errors);

    /// <summary>Completes when it has executed something often enough, or ended.</summary>
    public Task HasExecutedEnough => Task.WhenAny(enough.Task, ended);

    public static HostProcess Start(string file, Instant now, string crashAt = "none", string task = "run", int linesWanted = int.MaxValue) =>
        new(file, now, crashAt, task, linesWanted);

    /// <summary>Its exit code; 137 where it was killed.</summary>
    public async Task<int> EndAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        Lines.Enqueue(line);
        if (Lines.Count >= linesWanted)
        {
            enough.TrySetResult();
        }
    }
}
