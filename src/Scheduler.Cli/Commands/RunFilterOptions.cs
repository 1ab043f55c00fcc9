using System.CommandLine;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Commands;

/// <summary>Which runs: the same options wherever runs are asked for or acted on.</summary>
internal sealed class RunFilterOptions
{
    private readonly Option<string[]> states = new("--state") { HelpName = "state,…", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string[]> routines = new("--routine") { HelpName = "key" };
    private readonly Option<string> date = new("--date", "--data") { HelpName = "date" };
    private readonly Option<string> from = new("--from") { HelpName = "date" };
    private readonly Option<string> to = new("--to") { HelpName = "date" };

    public RunFilterOptions(CommandContext context, Command command)
    {
        states.Description = context.Words["Only runs in these states.", "Só execuções nestes estados."];
        routines.Description = context.Words["Only runs of this routine; may be repeated.", "Só execuções desta rotina; pode ser repetido."];
        date.Description = context.Words["Only runs of this order date.", "Só execuções desta data."];
        from.Description = context.Words["Order dates from this one on.", "Datas a partir desta."];
        to.Description = context.Words["Order dates up to this one.", "Datas até esta."];
        foreach (var option in new Option[] { states, routines, date, from, to })
        {
            command.Add(option);
        }
    }

    public bool AreGiven(ParseResult parsed) => new Option[] { states, routines, date, from, to }.Any(option => parsed.GetResult(option) is not null);

    /// <summary>Who names both wants to see these runs.</summary>
    public bool NamesRoutineAndState(ParseResult parsed) => parsed.GetResult(routines) is not null && parsed.GetResult(states) is not null;

    public RunQuery Read(ParseResult parsed, Desk desk)
    {
        var on = desk.DateOrNull(parsed.GetValue(date), "--date");
        if (on is not null && (parsed.GetValue(from) ?? parsed.GetValue(to)) is not null)
        {
            throw new UsageException(
                "--date names one order date, --from and --to a range: give one or the other.",
                "--date indica uma data, --from e --to um período: dê um ou outro.");
        }

        var (first, last) = (on ?? desk.DateOrNull(parsed.GetValue(from), "--from"), on ?? desk.DateOrNull(parsed.GetValue(to), "--to"));
        Given.InOrder(first, last);
        return new RunQuery
        {
            States = Given.Named<RunState>(parsed.GetValue(states) ?? [], "--state", desk.Words),
            Routines = [.. (parsed.GetValue(routines) ?? []).Select(text => RoutineNamed.Find(text, desk))],
            From = first,
            To = last,
        };
    }
}
