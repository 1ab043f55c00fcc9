using System.Diagnostics;
using System.Globalization;
using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>Beside no other test, because it measures the memory of the process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed class MillionLinesTests : LoadingTest
{
    private const int Lines = 1_000_000;
    private const int BadLine = 777_777;

    [Fact]
    public async Task One_bad_line_in_a_million_is_rejected_and_memory_stays_small()
    {
        Execute(PriceFile.Table);
        Write(Path.Combine(Inbox, "prices.csv"));
        var most = 0L;
        var start = GC.GetTotalMemory(forceFullCollection: true);
        var run = ARun(reported: _ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - start));
        var watch = Stopwatch.StartNew();

        var outcome = await LoadAsync(PriceFile.In(Inbox), run);

        var first = watch.Elapsed;
        Assert.Equal(new FileLoadCounts(Read: Lines, New: Lines - 1, Updated: 0, Unchanged: 0, Ignored: 0, Rejected: 1), ResultOf(outcome).Counts);
        Assert.Equal(
            [
                $"prices.csv;{BadLine};'close': " +
                $"'n/a' is not a number with the decimal sign '.' ('n' at its position 1);\"T{BadLine};2026-09-18;n/a;{BadLine}\"",
            ],
            RejectsOf(outcome));
        Assert.InRange(most, 0, 8 * 1024 * 1024);

        watch.Restart();
        Assert.Equal(Lines - 1, (await CountsAsync(PriceFile.In(Inbox), ARun(id: 8))).Unchanged);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"new: {Lines / first.TotalSeconds:N0} rows/s; " +
            $"unchanged: {Lines / watch.Elapsed.TotalSeconds:N0} rows/s; live memory at most {most / 1048576.0:N1} MiB more"));
    }

    private static void Write(string path)
    {
        using var file = new StreamWriter(path);
        file.Write(PriceFile.Header);
        for (var line = 2; line <= Lines + 1; line++)
        {
            file.Write(line == BadLine ? $"T{line};2026-09-18;n/a;{line}\n" : $"T{line};2026-09-18;{line / 100}.{line % 100:D2};{line}\n");
        }
    }
}
