using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Commands;

/// <summary>Runs that were found, as people see them: a line each, or a line for the many of one routine and date.</summary>
internal static class RunListing
{
    /// <summary>What the client gives at once.</summary>
    public const int MostRead = 10_000;

    /// <summary>Of a routine and a state that are both named: these runs are what is asked for.</summary>
    private const int FewOfANamedState = 20;

    /// <summary>Read from as many runs as may be, so that a line of many tells of all of them.</summary>
    public static async Task<IReadOnlyList<RunLine>> ReadAsync(Desk desk, RunQuery query, int mostListed, CancellationToken cancel)
    {
        var read = await desk.Client.RunsAsync(query with { Limit = MostRead }, cancel);
        return [.. RunLine.Of(read.Count < MostRead ? read : WithoutTheLastDate(read), mostListed).Take(query.Limit)];
    }

    public static int MostListed(bool each, bool namesRoutineAndState) =>
        each ? RunLine.Each : namesRoutineAndState ? FewOfANamedState : RunLine.Few;

    public static async Task PrintAsync(Desk desk, IReadOnlyList<RunLine> lines, CancellationToken cancel)
    {
        var told = new List<(RunLine, string)>();
        foreach (var line in lines)
        {
            told.Add((line, line.IsOne ? await RemarksAsync(desk, line.Lead, cancel) : ""));
        }

        RunReport.Print(told, desk.Printer);
        if (lines.Any(line => !line.IsOne))
        {
            desk.Printer.Line(desk.Words[
                "×: so many runs of a routine on one date; --each lists each of them.",
                "×: tantas execuções de uma rotina numa data; --cada lista cada uma."]);
        }
    }

    /// <summary>Where reading stopped in the middle of a date, a line of many would have too low a number.</summary>
    private static IReadOnlyList<RunView> WithoutTheLastDate(IReadOnlyList<RunView> read) =>
        read.Where(run => run.OrderDate != read[^1].OrderDate).ToList() is { Count: > 0 } whole ? whole : read;

    /// <summary>Of what has ended also what its last attempt said and brought.</summary>
    private static async Task<string> RemarksAsync(Desk desk, RunView run, CancellationToken cancel)
    {
        var remarks = RunReport.Remarks(run, desk.About(run.Routine, run.OrderDate), desk.Printer);
        var last = run.EndedAt is null || run.Attempts == 0 ? null : (await desk.Client.FindRunAsync(run.Id, cancel))?.Attempts.LastOrDefault();
        var brought = desk.Printer.Result(last?.Result);
        var said = desk.Printer.Message(last?.Message);
        return string.Join("; ", new[] { remarks, said, brought == said ? "" : brought }.Where(text => text.Length > 0));
    }
}
