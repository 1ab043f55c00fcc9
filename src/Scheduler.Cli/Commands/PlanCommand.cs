using System.CommandLine;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Commands;

internal static class PlanCommand
{
    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var from = words.Value("--from", "date", "First order date; today where it is left out.", "Primeira data; hoje se omitida.");
        var to = words.Value("--to", "date", "Last order date; the first where it is left out.", "Última data; a primeira se omitida.");
        var routines = words.Values("--routine", "key", "Only this routine; may be repeated.", "Só esta rotina; pode ser repetido.");
        var runs = words.Switch("--only-runs", "Leave out what does not run.", "Omite o que não executa.");
        var command = new Command("plan", words[
            "What the definitions of now plan for order dates; changes nothing.",
            "O que as definições atuais planejam para as datas; nada altera."])
        {
            from, to, routines, runs,
        };
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(
            parsed,
            desk =>
            {
                var first = desk.Date(parsed.GetValue(from), "--from");
                var last = desk.DateOrNull(parsed.GetValue(to), "--to") ?? first;
                Given.InOrder(first, last);
                var request = new PlanRequest(first, last)
                {
                    Routines = [.. (parsed.GetValue(routines) ?? []).Select(text => RoutineNamed.Find(text, desk))],
                    IncludeIgnored = !parsed.GetValue(runs),
                };
                return PlanAsync(desk, request, cancel);
            },
            cancel));
        return command;
    }

    private static async Task<int> PlanAsync(Desk desk, PlanRequest request, CancellationToken cancel)
    {
        var plan = await desk.Client.PlanAsync(request, cancel);
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(plan.Decisions);
            return ExitCode.Ok;
        }

        var words = desk.Words;
        desk.Printer.Print(new Grid(
            words["date", "data"], words["weekday", "dia"], words["routine", "rotina"], words["due", "horários"],
            words["reasons", "motivos"]).AddAll(plan.Decisions, decision => Cells(decision, desk)));
        return ExitCode.Ok;
    }

    private static object?[] Cells(DecisionView decision, Desk desk)
    {
        var (date, sentences) = (decision.OrderDate, desk.Words.Sentences);
        var reasons = sentences.Reasons(decision.Reasons, desk.About(decision.Routine, date));
        return
        [
            Printer.Text(date), sentences.Weekday(date), decision.Routine, desk.Printer.Text(decision.Due, date),
            reasons + (decision.IsProjected ? desk.Words[" (projected)", " (projetado)"] : ""),
        ];
    }
}
