using System.CommandLine;
using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Commands;

/// <summary>The runs that an action is for, and why.</summary>
internal sealed class RunTargetOptions
{
    private const int MostRuns = 10_000;

    private readonly Argument<string[]> runs = new("RUN") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> reason = new("--reason") { HelpName = "text", Required = true };
    private readonly Option<string> expected = new("--expected") { HelpName = "n" };
    private readonly RunFilterOptions filter;

    public RunTargetOptions(CommandContext context, Command command)
    {
        runs.Description = context.Words["The runs' numbers.", "Os números das execuções."];
        reason.Description = context.Words["Why; stands in the run's history.", "Por quê; fica no histórico."];
        expected.Description = context.Words[
            "How many runs the filter must find; else nothing is changed.", "Quantas execuções o filtro deve achar; senão nada muda."];
        command.Add(runs);
        command.Add(reason);
        command.Add(expected);
        filter = new RunFilterOptions(context, command);
    }

    public string Reason(ParseResult parsed) => parsed.GetRequiredValue(reason) is var text && !string.IsNullOrWhiteSpace(text)
        ? Given.Reason(text)!
        : throw new UsageException(
            "--reason is empty: say why, for the run's history.", "--reason está vazio: diga por quê, para o histórico da execução.");

    public RunTarget Read(ParseResult parsed, Desk desk)
    {
        _ = Reason(parsed);
        var named = parsed.GetValue(runs) ?? [];
        return (named.Length > 0, filter.AreGiven(parsed)) switch
        {
            (true, true) => throw new UsageException(
                "Name runs, or filter them: not both.", "Dê números de execuções ou um filtro: não os dois."),
            (false, false) => throw new UsageException(
                "No run is named: give its number, or filter by --state, --routine, --date and say how many to expect with --expected.",
                "Falta a execução: dê o número, ou filtre por --state, --routine, --date e diga com --expected quantas espera."),
            (true, false) when parsed.GetValue(expected) is not null => throw new UsageException(
                "--expected is for a filter; runs that are named are known.",
                "--expected é para um filtro; as execuções citadas são conhecidas."),
            (true, false) => new RunTarget { Ids = [.. named.Select(Given.Run).Distinct()] },
            _ => RunTarget.All(filter.Read(parsed, desk) with { Limit = MostRuns }, Expected(parsed)),
        };
    }

    private int Expected(ParseResult parsed) => Given.Number(
        parsed.GetValue(expected) ?? throw new UsageException(
            "A filter needs --expected N: how many runs you expect it to find. 'scheduler runs' with the same filter shows them.",
            "Um filtro precisa de --expected N: quantas execuções espera que ache. 'scheduler runs' com o mesmo filtro as mostra."),
        "--expected", 0, MostRuns);
}
