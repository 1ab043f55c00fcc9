using System.Diagnostics;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Terminal;

/// <summary>What a shell does to a process' streams.</summary>
public sealed class StandardStreamsTests
{
    private const string Question = """{"ask":"calendar-add","calendar":"anbima","date":"2026-11-19","days":1}""";
    private const string Answer = """{"date":"2026-11-23"}""";

    [Theory]
    [InlineData("closed", "ask <&-", "", "0")]
    [InlineData("empty", "ask </dev/null", "", "0")]
    [InlineData("a pipe", "ask", $"{Answer}\n", "0")]
    [InlineData("another number of the same pipe", "ask 3<&0", $"{Answer}\n", "0")]
    public async Task Questions_end_with_their_input(string input, string command, string output, string code)
    {
        var said = await ShellAsync($"echo '{Question}' | {{ $SCHEDULER {command}; echo $? >&2; }}");

        Assert.True((output, code) == (said.Output, said.Error.Trim()), $"{input}: {said}");
    }

    [Fact]
    public async Task Questions_without_end_end_quietly_when_nobody_reads_the_answers()
    {
        var said = await ShellAsync($"yes '{Question}' 2>/dev/null | {{ $SCHEDULER ask; echo $? >&2; }} | head -1");

        Assert.Equal(($"{Answer}\n", "0"), (said.Output, said.Error.Trim()));
    }

    private static async Task<(string Output, string Error)> ShellAsync(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: what is closed is told by /proc");
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("sh", ["-c", script])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["SCHEDULER"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "RoutineScheduler.Cli.dll")}";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        return (await output, await error);
    }
}
