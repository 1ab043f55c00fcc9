using NodaTime;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Client;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>What runs today, what ran, what did not and why, at a glance; what there is none of is said in a sentence.</summary>
internal static class StatusReport
{
    /// <param name="about">What sentences about a routine on a date need.</param>
    public static void Print(SchedulerStatus status, Func<RoutineKey, LocalDate, Subject> about, Printer printer)
    {
        PrintFirst(status, printer);
        PrintCounts(status, printer);
        PrintBad(status, about, printer);
        PrintIgnored(status, about, printer);
        PrintNodes(status, printer);
        PrintLoads(status, printer);
        PrintNext(status, printer);
    }

    private static void PrintFirst(SchedulerStatus status, Printer printer)
    {
        var words = printer.Words;
        printer.Line($"{status.Storage}, {words.Count(status.Routines, "routine", "routines", "rotina", "rotinas")}, {printer.Text(status.Now)}");
        if (status.AbsenceIsOpen)
        {
            printer.Line(words[
                "An absence is open: nothing is claimed until it is caught up.",
                "Há uma ausência aberta: nada é executado até a recuperação."]);
        }

        printer.Line(Today(status, words));
        if (status.LastLoaded is { } last && last.Date != status.Today)
        {
            var states = words.Sentences.States(last.Counts);
            printer.Line(words[$"Loaded last, {Printer.Text(last.Date)}: {states}", $"Última carga, {Printer.Text(last.Date)}: {states}"]);
        }
    }

    private static string Today(SchedulerStatus status, Words words)
    {
        var (date, number, states) = (Printer.Text(status.Today), status.OfToday.Values.Sum(), words.Sentences.States(status.OfToday));
        var runs = words.Count(number, "run", "runs", "execução", "execuções");
        return (status.Loads.Any(load => load.Date == status.Today), number) switch
        {
            (false, 0) => words[
                $"Today, {date}: not loaded, no runs; 'load' loads it.", $"Hoje, {date}: não carregado, sem execuções; 'carga-diaria' carrega."],
            (true, 0) => words[$"Today, {date}: loaded, nothing runs.", $"Hoje, {date}: carregado, nada executa."],
            _ => words[$"Today, {date}: {runs}: {states}", $"Hoje, {date}: {runs}: {states}"],
        };
    }

    private static void PrintCounts(SchedulerStatus status, Printer printer)
    {
        var words = printer.Words;
        if (status.Counts.Count == 0)
        {
            printer.Line(words["The queue is empty.", "A fila está vazia."]);
            return;
        }

        printer.Heading(words["Runs: the queue, and what ended today", "Execuções: a fila, e o que terminou hoje"]);
        printer.Print(new Grid(words["state", "estado"], words["runs", "execuções"])
            .AddAll(status.Counts.OrderBy(count => count.Key), count => [words.Sentences.Word(count.Key), count.Value]));
    }

    private static void PrintBad(SchedulerStatus status, Func<RoutineKey, LocalDate, Subject> about, Printer printer)
    {
        var words = printer.Words;
        if (status.Bad.Count == 0)
        {
            printer.Line(words["Nothing failed or was missed in the last 24 hours.", "Nada falhou ou se perdeu nas últimas 24 horas."]);
            return;
        }

        printer.Heading(words["Failed or missed in the last 24 hours, the latest", "Falhas e perdas das últimas 24 horas, as mais recentes"]);
        printer.Print(new Grid(
            words["run", "execução"], words["date", "data"], words["routine", "rotina"], words["state", "estado"], words["cause", "causa"],
            words["why", "motivo"])
            .AddAll(status.Bad, bad => Cells(bad, about(bad.Run.Routine, bad.Run.OrderDate), words)));
    }

    /// <summary>What an attempt said stays as it is; what a rule wrote is told in words, and not twice.</summary>
    private static object?[] Cells(TroubleView bad, Subject about, Words words)
    {
        var (run, sentences) = (bad.Run, words.Sentences);
        var cause = run.Cause is { } known ? sentences.Cause(known, about) : "";
        var why = run.State == RunState.Missed && bad.Why is { } details ? sentences.Details(details, about) : bad.Why;
        var again = bad.RerunAs is { } made
            ? words[$"rerun as {made.Id}: {sentences.Word(made.State)}", $"reexecutada como {made.Id}: {sentences.Word(made.State)}"]
            : null;
        return
        [
            run.Id, Printer.Text(run.OrderDate), run.Routine, sentences.Word(run.State), cause,
            string.Join("; ", new[] { again, why == cause ? null : why }.OfType<string>()),
        ];
    }

    private static void PrintIgnored(SchedulerStatus status, Func<RoutineKey, LocalDate, Subject> about, Printer printer)
    {
        var words = printer.Words;
        if (status.Ignored.Count == 0)
        {
            return;
        }

        var more = status.Loads.Where(load => load.Date == status.Today).Sum(load => load.Totals.Ignored) - status.Ignored.Count;
        printer.Heading(words[$"Do not run today{More(more, "more")}", $"Não executam hoje{More(more, "a mais")}"]);
        printer.Print(new Grid(words["routine", "rotina"], words["reasons", "motivos"])
            .AddAll(status.Ignored, one => [one.Routine, words.Sentences.Reasons(one.Reasons, about(one.Routine, status.Today))]));
    }

    private static string More(int count, string word) => count > 0 ? $" (+{count} {word})" : "";

    private static void PrintNodes(SchedulerStatus status, Printer printer)
    {
        var words = printer.Words;
        if (!status.Nodes.Any(node => node.IsAlive))
        {
            printer.Line(words[
                "No node is alive: nothing is executed until the program runs, or 'run'.",
                "Nenhum nó vivo: nada é executado até o programa rodar, ou 'executar'."]);
        }

        if (status.Nodes.Count > 0)
        {
            printer.Heading(words["Nodes", "Nós"]);
            printer.Print(new Grid(
                words["node", "nó"], words["alive", "vivo"], words["last beat", "último sinal"], words["places", "lugares"],
                words["executors", "executores"])
                .AddAll(status.Nodes, node =>
                [
                    node.Node, node.IsAlive ? words["yes", "sim"] : words["no", "não"], printer.Text(node.LastBeatAt), node.Places,
                    string.Join(", ", node.Executors),
                ]));
        }

        if (status.OlderNodes > 0)
        {
            printer.Line(words[
                $"+ {status.OlderNodes} older, lost more than a day ago", $"+ {status.OlderNodes} mais antigos, perdidos há mais de um dia"]);
        }
    }

    private static void PrintLoads(SchedulerStatus status, Printer printer)
    {
        var words = printer.Words;
        if (status.Loads.Count == 0)
        {
            printer.Line(words[
                "No date of the last 7 days, or to come, is loaded.", "Nenhuma data dos últimos 7 dias, ou futura, está carregada."]);
            return;
        }

        printer.Heading(words["Loads", "Cargas"]);
        printer.Print(new Grid(
            words["date", "data"], words["state", "estado"], words["at", "quando"], words["trigger", "origem"], words["by", "por"],
            words["planned", "planejadas"], words["ignored", "ignoradas"]).AddAll(status.Loads, load =>
            [
                Printer.Text(load.Date), words.Sentences.Word(load.State) + (load.IsStale ? $" ({words["stale", "desatualizada"]})" : ""),
                printer.Text(load.At), words.Sentences.Word(load.Trigger), load.Actor, load.Totals.Planned, load.Totals.Ignored,
            ]));
    }

    private static void PrintNext(SchedulerStatus status, Printer printer)
    {
        var words = printer.Words;
        if (status.NextDue is not { } next)
        {
            printer.Line(status.Loads.Any(load => load.Date == status.Today)
                ? words[
                    "Nothing more comes of the dates that are loaded; 'load --date tomorrow' loads the next.",
                    "Nada mais vem das datas carregadas; 'carga-diaria --date amanhã' carrega a próxima."]
                : words[
                    "Nothing is to come before a date is loaded: 'load' loads today.",
                    "Nada virá antes de uma carga: 'carga-diaria' carrega o dia de hoje."]);
            return;
        }

        printer.Heading(words[
            $"Next: {next.Routine} at {printer.Text(next.DueAt)} (run {next.Id})",
            $"Próxima: {next.Routine} às {printer.Text(next.DueAt)} (execução {next.Id})"]);
        if (status.Next.Count > 1)
        {
            printer.Print(new Grid(words["due", "horário"], words["routine", "rotina"], words["run", "execução"], words["state", "estado"])
                .AddAll(status.Next.Skip(1), run => [printer.Text(run.DueAt), run.Routine, run.Id, words.Sentences.Word(run.State)]));
        }
    }
}
