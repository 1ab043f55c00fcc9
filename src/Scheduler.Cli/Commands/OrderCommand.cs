using System.CommandLine;
using NodaTime;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Commands;

internal static class OrderCommand
{
    /// <summary>Of the planned runs.</summary>
    private const int MostNamed = 3;

    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var routine = words.Argument("ROUTINE", "The routine's key.", "A chave da rotina.");
        var date = words.Value("--date", "date", "The order date; today where it is left out.", "A data; hoje se omitida.", "--data");
        var key = words.Value(
            "--key", "text",
            "Makes ordering idempotent: the same key gives the same run.",
            "Pedido idempotente: a mesma chave dá a mesma execução.");
        var now = words.Switch("--now", "Of a future date: due now, not at its start.", "De data futura: já, e não no seu início.");
        var force = words.Switch("--force", "Also outside an Eventual routine's day group.", "Também fora do grupo de dias de uma rotina Eventual.");
        var reason = words.Value("--reason", "text", "Why; stands in the run's history.", "Por quê; fica no histórico.");
        var command = new Command("order", words["Make a run by hand.", "Cria uma execução manual."]) { routine, date, key, now, force, reason };
        command.SetAction((parsed, cancel) => context.WithDefinitionsAsync(
            parsed,
            desk => OrderAsync(
                desk,
                new Order(RoutineNamed.Find(parsed.GetRequiredValue(routine), desk), desk.DateOrNull(parsed.GetValue(date), "--date"))
                {
                    Key = Given.Key(parsed.GetValue(key)), Now = parsed.GetValue(now), Force = parsed.GetValue(force),
                    Reason = Given.Reason(parsed.GetValue(reason)), Actor = desk.Person,
                },
                cancel),
            cancel));
        return command;
    }

    private static async Task<int> OrderAsync(Desk desk, Order order, CancellationToken cancel)
    {
        await desk.RegisterAsync(cancel);
        var ordered = await desk.Client.OrderAsync(order, cancel);
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(ordered);
        }
        else if (ordered.Run is { } run)
        {
            var date = Printer.Text(ordered.OrderDate);
            var due = desk.Printer.Text((await desk.Client.FindRunAsync(run, cancel))?.Run.DueAt);
            desk.Printer.Line(ordered.IsNew
                ? desk.Words[
                    $"Run {run}: {order.Routine} of {date} ordered, due {due}.",
                    $"Execução {run}: {order.Routine} de {date} pedida, horário {due}."]
                : desk.Words[
                    $"Run {run}: ordered before with this key, due {due}.",
                    $"Execução {run}: já pedida com esta chave, horário {due}."]);
        }

        if (ordered is { IsNew: true, Run: { } made })
        {
            await TellOfPlannedAsync(order.Routine, ordered.OrderDate, made, desk, cancel);
        }

        if (ordered.Refusal is { } refusal)
        {
            var why = desk.Words.Sentences.Refusal(refusal, desk.About(order.Routine, ordered.OrderDate));
            desk.Printer.Warn(desk.Words[$"Refused: {why}", $"Recusado: {why}"]);
        }

        return ordered.Refused is null ? ExitCode.Ok : ExitCode.No;
    }

    /// <summary>Who orders what is planned too mostly means a rerun: what waits looks at the planned run, and both write to one folder.</summary>
    private static async Task TellOfPlannedAsync(RoutineKey routine, LocalDate date, RunId made, Desk desk, CancellationToken cancel)
    {
        var query = new RunQuery { Routines = [routine], From = date, To = date, Limit = MostNamed + 2 };   // one may be the order itself
        var planned = (await desk.Client.RunsAsync(query, cancel)).Where(run => run.Trigger == "Planned").ToList();
        if (planned.Count == 0)
        {
            return;
        }

        var first = string.Join(", ", planned.Take(MostNamed).Select(run => run.Id)) + (planned.Count > MostNamed ? ", …" : "");
        var words = desk.Words;
        var (english, portuguese) = planned.Count == 1
            ? ("a planned run", "uma execução planejada")
            : ("planned runs", "execuções planejadas");
        desk.Printer.Note(words[
            $"{Printer.Text(date)} also has {english} of {routine} ({first}): what waits for {routine} looks at what was planned, not at run {made}, "
            + "which writes over files of the same name. To repeat a planned run: rerun.",
            $"{Printer.Text(date)} também tem {portuguese} de {routine} ({first}): quem espera por {routine} olha as planejadas, não a {made}, "
            + "que regrava arquivos do mesmo nome. Para repetir uma planejada: rerun."]);
    }
}
