using NodaTime;
using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Client;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>A load for people: what runs, what does not and why, what a reload changed, and the counts.</summary>
internal static class LoadTables
{
    private const int MostNumbers = 4;

    public static void Print(LoadResponse load, Func<RoutineKey, Subject> about, Printer printer)
    {
        printer.Line($"{Printer.Text(load.Date)}: {Status(load, printer.Words)}");
        if (load.WouldRegister is { } changes)
        {
            printer.Line(RegistrationText.Proposed(changes, printer.Words));
        }

        PrintPlanned(load, about, printer);
        PrintIgnored(load, about, printer);
        PrintChanges(load, printer);
        PrintTotals(load, printer);
    }

    private static void PrintPlanned(LoadResponse load, Func<RoutineKey, Subject> about, Printer printer)
    {
        if (load.Planned.Count == 0)
        {
            return;
        }

        var (words, sentences) = (printer.Words, printer.Words.Sentences);
        printer.Heading(words["Planned", "Planejadas"]);
        printer.Print(new Grid(
            words["due", "horário"], words["routine", "rotina"], words["name", "nome"], words["type", "tipo"], words["remarks", "observações"])
            .AddAll(ByRoutine(load.Planned), runs =>
            [
                printer.Text([.. runs.Select(run => run.DueAt)], load.Date), runs[0].Routine, runs[0].Name, sentences.Word(runs[0].Type.ToString()),
                sentences.Reasons(runs.SelectMany(run => run.Notes).Distinct(), about(runs[0].Routine)),
            ]));
    }

    /// <summary>A line a routine, in the order of their first runs.</summary>
    private static IEnumerable<IReadOnlyList<LoadedRun>> ByRoutine(IEnumerable<LoadedRun> planned) =>
        planned.OrderBy(run => run.DueAt).GroupBy(run => run.Routine).Select(runs => runs.ToList());

    private static void PrintIgnored(LoadResponse load, Func<RoutineKey, Subject> about, Printer printer)
    {
        if (load.Ignored.Count == 0)
        {
            return;
        }

        var words = printer.Words;
        printer.Heading(words["Ignored", "Ignoradas"]);
        printer.Print(new Grid(words["routine", "rotina"], words["name", "nome"], words["reasons", "motivos"])
            .AddAll(load.Ignored, one => [one.Routine, one.Name, words.Sentences.Reasons(one.Reasons, about(one.Routine))]));
    }

    private static void PrintChanges(LoadResponse load, Printer printer)
    {
        if (load.Changes.Count == 0)
        {
            return;
        }

        var words = printer.Words;
        printer.Heading(words["Changes", "Mudanças"]);
        printer.Print(new Grid(
            words["change", "mudança"], words["run", "execução"], words["routine", "rotina"], words["from", "de"], words["to", "para"])
            .AddAll(load.Changes.GroupBy(change => (change.Change, change.Routine)), alike =>
            [
                words.Sentences.Word(alike.Key.Change), Numbers(alike), alike.Key.Routine,
                printer.Text(InOrder(alike.Select(change => change.From)), load.Date),
                printer.Text(InOrder(alike.Select(change => change.To)), load.Date),
            ]));
    }

    /// <summary>What became of the runs of a cyclic routine is one line, as they are one line of the plan.</summary>
    private static string Numbers(IEnumerable<ReloadedRun> alike)
    {
        var runs = alike.Select(change => change.Run).OfType<long>().Order().ToList();
        return runs.Count <= MostNumbers ? string.Join(", ", runs) : $"{runs[0]}, {runs[1]}, … {runs[^1]}";
    }

    private static List<Instant> InOrder(IEnumerable<Instant?> instants) => [.. instants.OfType<Instant>().Order()];

    private static string Status(LoadResponse load, Terminal.Words words) => load switch
    {
        { Status: LoadStatus.PlanChanged } => words["plan changed, nothing done", "plano mudou, nada feito"],
        { Status: LoadStatus.DefinitionsUnreadable } => words["definitions unreadable, nothing done", "definições ilegíveis, nada feito"],
        { Status: LoadStatus.AlreadyLoaded } => words["already loaded with this plan, nothing to do", "já carregada com este plano, nada a fazer"],
        { IsPreview: true } => words["preview, nothing was changed", "prévia, nada foi alterado"],
        { Status: LoadStatus.Reloaded } => words["reloaded", "recarregada"],
        _ => words["loaded", "carregada"],
    };

    private static void PrintTotals(LoadResponse load, Printer printer)
    {
        var (words, totals) = (printer.Words, load.Totals);
        var routines = words.Count(totals.Processed, "routine", "routines", "rotina processada", "rotinas processadas");
        var runs = words.Count(totals.Planned, "run", "runs", "execução planejada", "execuções planejadas");
        var took = Printer.Text(load.Took);
        printer.Heading(words[
            $"{routines} processed, {runs} planned, {totals.Ignored} ignored, {totals.Undecided} undecided; "
            + $"{totals.Added} added, {totals.Revived} revived, {totals.Moved} moved, {totals.Repinned} re-pinned, "
            + $"{totals.Superseded} superseded, {totals.MarkedNotInPlan} not in plan; {took}",
            $"{routines}, {runs}, {totals.Ignored} ignoradas, {totals.Undecided} sem decisão; "
            + $"{totals.Added} adicionadas, {totals.Revived} retomadas, {totals.Moved} movidas, {totals.Repinned} atualizadas, "
            + $"{totals.Superseded} substituídas, {totals.MarkedNotInPlan} fora do plano; {took}"]);
        printer.Line($"hash {load.PlanHash}");
    }
}
