using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RoutineScheduler.Benchmarks.Throughput;

/// <summary>
/// Each round runs every case once beside hand-written SQL, one after the other in one process; what counts is the median of the rounds' ratios.
/// A first round is not counted: in it code is compiled and files are new to the disk's cache, which costs the one more than the other.
/// </summary>
internal static class ThroughputProgram
{
    /// <summary>Enough for counts that do not depend on the number of runs.</summary>
    private const int CountedRuns = 10_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "--runs", "--rounds", "--places", "--cases", "--by-hand", "--folder");
        var cases = options.Texts("--cases", [.. DrainCase.All.Select(one => one.Name), "engine"]);
        var setting = new Setting(
            options.Number("--runs", 100_000), options.Number("--rounds", 5), options.Number("--places", 100),
            options.Text("--folder", Path.GetTempPath()), Prepare(options.Text("--by-hand", "ado")));
        Console.WriteLine(
            $"{setting.Runs} runs, {setting.Rounds} rounds, batches of {MeasuredDay.Batch}, " +
            $"{Environment.ProcessorCount} cores, .NET {Environment.Version}");
        var table = new TextTable(
            "case", "load/s", "by hand/s", "ratio", "drain/s", "by hand/s", "ratio", "ratios", "CPU µs/run", "by hand", "ratio", "statements/run",
            "by hand", "commits/run", "by hand", "bytes/run", "by hand");
        foreach (var name in cases)
        {
            await AddAsync(table, Of(name, setting), setting);
            Console.Error.WriteLine($"{name} done");
        }

        table.Print(Console.Out);
        return 0;
    }

    private sealed record Setting(int Runs, int Rounds, int Places, string Folder, Func<SqliteConnection, string, IPrepared> Prepare);

    private static Func<SqliteConnection, string, IPrepared> Prepare(string how) => how switch
    {
        "ado" => (connection, sql) => new AdoPrepared(connection, sql),
        "bare" => (connection, sql) => new BarePrepared(connection, sql),
        _ => throw new ArgumentException(
            $"'{how}' is no way to prepare statements; ado (SqliteCommand) and bare (SQLite's own calls) are.", nameof(how)),
    };

    /// <param name="Runs">For the engine a whole number of days.</param>
    private sealed record Pairing(string Description, Func<int, IContender> Ours, Func<int, IContender> ByHand, Func<int, int> Runs);

    private static Pairing Of(string name, Setting setting)
    {
        if (name == "engine")
        {
            return new Pairing(
                $"whole engine, {setting.Places} places", runs => new WholeEngine(setting.Folder, runs, setting.Places),
                runs => ByHand(DrainCase.All[0], setting, runs), runs => Math.Max(1, runs / 1_440) * 1_440);
        }

        var of = DrainCase.Named(name);
        return new Pairing(
            of.Description, runs => new OurPorts(setting.Folder, MeasuredDay.Runs(of, runs)), runs => ByHand(of, setting, runs), runs => runs);
    }

    private static HandWrittenSql ByHand(DrainCase of, Setting setting, int runs) => new(setting.Folder, MeasuredDay.Runs(of, runs), setting.Prepare);

    private static async Task AddAsync(TextTable table, Pairing pairing, Setting setting)
    {
        var counted = pairing.Runs(CountedRuns);
        var ourWork = await Round.CountAsync(pairing.Ours(counted), counted);
        var byHandsWork = await Round.CountAsync(pairing.ByHand(counted), counted);
        var rounds = new List<(Measurement Ours, Measurement ByHand)>();
        await TimeAsync(pairing, pairing.Runs(setting.Runs), oursFirst: true);
        for (var round = 0; round < setting.Rounds; round++)
        {
            rounds.Add(await TimeAsync(pairing, pairing.Runs(setting.Runs), oursFirst: round % 2 == 0));
        }

        var drains = rounds.Select(round => round.Ours.Drain / round.ByHand.Drain).ToList();
        table.Add(
            pairing.Description,
            Whole(rounds.Select(round => round.Ours.Load)), Whole(rounds.Select(round => round.ByHand.Load)),
            Ratio(Medians.Of(rounds.Select(round => round.Ours.Load / round.ByHand.Load))),
            Whole(rounds.Select(round => round.Ours.Drain)), Whole(rounds.Select(round => round.ByHand.Drain)),
            Ratio(Medians.Of(drains)), $"{Ratio(drains.Min())}–{Ratio(drains.Max())}",
            Tenths(LeastCpu(rounds.Select(round => round.Ours))), Tenths(LeastCpu(rounds.Select(round => round.ByHand))),
            Ratio(LeastCpu(rounds.Select(round => round.ByHand)) / LeastCpu(rounds.Select(round => round.Ours))),
            Ratio(ourWork.StatementsPerRun), Ratio(byHandsWork.StatementsPerRun), Thousandths(ourWork.CommitsPerRun),
            Thousandths(byHandsWork.CommitsPerRun), Whole([ourWork.BytesPerRun]), Whole([byHandsWork.BytesPerRun]));
    }

    private static async Task<(Measurement Ours, Measurement ByHand)> TimeAsync(Pairing pairing, int runs, bool oursFirst)
    {
        var first = await TimeOneAsync(pairing, runs, oursFirst);
        var second = await TimeOneAsync(pairing, runs, !oursFirst);
        return oursFirst ? (first, second) : (second, first);
    }

    private static Task<Measurement> TimeOneAsync(Pairing pairing, int runs, bool isOurs) =>
        Round.TimeAsync(isOurs ? pairing.Ours(runs) : pairing.ByHand(runs), runs);

    /// <summary>Of the round that was disturbed least, in microseconds.</summary>
    private static double LeastCpu(IEnumerable<Measurement> rounds) => rounds.Min(round => round.DrainCpu).TotalMicroseconds;

    private static string Tenths(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Whole(IEnumerable<double> values) => Medians.Of(values).ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Thousandths(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
