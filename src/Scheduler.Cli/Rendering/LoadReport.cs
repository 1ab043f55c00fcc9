using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>A load for people: what runs, what does not and why, what a reload changed, and the counts.</summary>
internal static class LoadReport
{
    public static void Print(LoadResponse load, Printer printer)
    {
        var words = printer.Words;
        printer.Line($"{Printer.Text(load.Date)}: {Status(load, words)}");
        if (load.Planned.Count > 0)
        {
            printer.Heading(words["Planned", "Planejadas"]);
            printer.Print(new Grid(words["due", "horário"], words["routine", "rotina"], words["name", "nome"], words["type", "tipo"], words["remarks", "observações"])
                .AddAll(load.Planned.OrderBy(run => run.DueAt), run => [printer.Text(run.DueAt), run.Routine, run.Name, run.Type, string.Join("; ", run.Notes)]));
        }

        if (load.Ignored.Count > 0)
        {
            printer.Heading(words["Ignored", "Ignoradas"]);
            printer.Print(new Grid(words["routine", "rotina"], words["name", "nome"], words["reasons", "motivos"])
                .AddAll(load.Ignored, routine => [routine.Routine, routine.Name, string.Join("; ", routine.Reasons)]));
        }

        if (load.Changes.Count > 0)
        {
            printer.Heading(words["Changes", "Mudanças"]);
            printer.Print(new Grid(words["change", "mudança"], words["run", "execução"], words["routine", "rotina"], words["from", "de"], words["to", "para"])
                .AddAll(load.Changes, change => [change.Change, change.Run, change.Routine, printer.Text(change.From), printer.Text(change.To)]));
        }

        PrintTotals(load, printer);
    }

    private static string Status(LoadResponse load, Terminal.Words words) => load switch
    {
        { Status: LoadStatus.PlanChanged } => words["plan changed, nothing done", "plano mudou, nada feito"],
        { Status: LoadStatus.AlreadyLoaded } => words["already loaded with this plan, nothing to do", "já carregada com este plano, nada a fazer"],
        { IsPreview: true } => words["preview, nothing was changed", "prévia, nada foi alterado"],
        { Status: LoadStatus.Reloaded } => words["reloaded", "recarregada"],
        _ => words["loaded", "carregada"],
    };

    private static void PrintTotals(LoadResponse load, Printer printer)
    {
        var (words, totals) = (printer.Words, load.Totals);
        printer.Heading(words[
            $"{totals.Processed} routines processed, {totals.Planned} runs planned, {totals.Ignored} ignored, {totals.Undecided} undecided; {totals.Added} added, "
            + $"{totals.Revived} revived, {totals.Moved} moved, {totals.Repinned} re-pinned, {totals.Superseded} superseded, {totals.MarkedNotInPlan} not in plan; {Printer.Text(load.Took)}",
            $"{totals.Processed} rotinas processadas, {totals.Planned} execuções planejadas, {totals.Ignored} ignoradas, {totals.Undecided} sem decisão; {totals.Added} adicionadas, "
            + $"{totals.Revived} retomadas, {totals.Moved} movidas, {totals.Repinned} atualizadas, {totals.Superseded} substituídas, {totals.MarkedNotInPlan} fora do plano; {Printer.Text(load.Took)}"]);
        printer.Line($"hash {load.PlanHash}");
    }
}
