using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Wording;

/// <summary>Portuguese as Brazil reads it. A word that is not here stays as the API has it.</summary>
internal sealed class PortugueseSentences : Sentences
{
    private static readonly string[] Weekdays =
        ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"];

    private static readonly string[] Months =
        ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"];

    public override string Word(string canonical) => PortugueseWords.Known.GetValueOrDefault(canonical, canonical);

    public override IEnumerable<string> Variants(string canonical) => Enum.TryParse<RunState>(canonical, out var state)
        ? [Word(canonical), PortugueseWords.StateOfOne[state], PortugueseWords.StateOfSeveral[state]]
        : base.Variants(canonical);

    public override string Counted(int number, RunState state) =>
        $"{number} {(number == 1 ? PortugueseWords.StateOfOne : PortugueseWords.StateOfSeveral)[state]}";

    public override string Weekday(LocalDate date) => Weekdays[(int)date.DayOfWeek - 1];

    public override string Edge(PlannedEdge edge)
    {
        var requires = edge.Requires switch
        {
            EdgeRequirement.Success => "terem sucesso",
            EdgeRequirement.End => "terminarem",
            _ => "falharem",
        };
        var otherwise = edge.IfNotPlanned == IfNotPlanned.Wait
            ? "espera por uma mesmo se nenhuma for planejada"
            : "não espera se nenhuma for planejada";
        return $"espera as execuções de {edge.Predecessor} de {Iso(edge.Date)} {requires}; {otherwise}";
    }

    public override IEnumerable<string> Bounds(PlannedRun run, Subject about)
    {
        if (run.DueAt != run.PlannedAt)
        {
            yield return $"planejada para {about.Local(run.PlannedAt)}, vence quando a janela abre, {about.Local(run.DueAt)}";
        }

        yield return $"começa antes de {about.Local(run.Bounds.StartUntil)}, senão é perdida";
        yield return $"tenta de novo até {about.Local(run.Bounds.RetryUntil)}, consulta até {about.Local(run.Bounds.PollUntil)}";
    }

    public override string Refusal(string code, string reason) => PortugueseWords.Refusals.GetValueOrDefault(code, reason);

    public override string Refusal(OrderRefusal refusal, Subject about) => refusal switch
    {
        OrderRefusal.Retired it => $"{it.Routine} foi retirada: não está mais no código.",
        OrderRefusal.OutsideDayGroup it =>
            $"{Reason(it.Reason, about)}: o grupo de dias não tem {Iso(it.Date)}; force o pedido para executar mesmo assim.",
        OrderRefusal.KeyUsed it =>
            $"a chave '{it.Key}' já foi usada para {it.Routine} de {Iso(it.Date)} (execução {it.Run}); dê outra a este pedido.",
        _ => refusal.ToString(),
    };

    public override string Retired(string since) => $"retirada desde {since}: não está mais no código";

    protected override string Runs(string times) => $"executa {times}";

    protected override string Next(string? times) => $"próxima: {times ?? "nenhuma"}";

    protected override string Times(IReadOnlyList<Instant> due, Subject about) => due.Count <= 2
        ? string.Join(" e ", due.Select(about.Local))
        : $"{due.Count} vezes de {about.Local(due[0])} a {about.Local(due[^1])}";

    protected override string Expired(string unmet) => unmet.Length == 0 ? "não começou a tempo" : $"não começou a tempo: {unmet}";

    protected override string? Reason(Canonical reason, Subject about) => reason.Name switch
    {
        "NotDefinedYet" when about.OnlyTime is { } time => $"definida só desde {about.Local(reason[0])}, depois do seu horário {time}",
        "NotDefinedYet" => $"definida só desde {about.Local(reason[0])}, depois do último horário da data",
        "OutsideValidity" => about.Routine switch
        {
            { ValidTo: { } to } when about.Date > to => $"válida até {Iso(to)}",
            { ValidFrom: { } from } when about.Date < from => $"válida a partir de {Iso(from)}",
            _ => "fora da validade",
        },
        "Holiday" => $"feriado em {reason[0]}: {reason[1]}",
        "NotInDayGroup" when about.Routine?.DayGroup is { } rule => $"{Weekday(about.Date)}: não está em {rule}",
        "NotInDayGroup" => $"{Weekday(about.Date)}: fora do grupo de dias",
        "NotInCron" => $"{Cron(about)} não inclui {Field(reason[0], about.Date)}",
        "OnlyOrdered" => "eventual: só executa por pedido",
        "OutsideWindow" => about.Routine?.Window is { } window ? $"nenhum horário cai na janela {window}" : "nenhum horário cai na janela",
        "Inactive" => reason[0] == "retired" ? Retired(about.Local(reason[1])) : $"pausada por {reason[0]} desde {about.Local(reason[1])}",
        "Undecided" => Undecided(reason[0]),
        "ShiftedFrom" => $"movida de {reason[0]}",
        "GapShifted" => $"a mudança do relógio omite {reason[0].Replace(" → ", ": executa às ", StringComparison.Ordinal)}",
        "PredecessorNotPlanned" => $"{reason[0]} não está planejada: {NotPlanned(reason[1])}",
        _ => null,
    };

    protected override string? Unmet(Canonical reason, Subject about) => reason.Name switch
    {
        "Held" => reason[0].Length > 0 ? $"retida por {reason[0]}" : "retida",
        "Paused" => reason.Arguments.Count > 1 ? $"pausada por {reason[0]} até {about.Local(reason[1])}" : $"pausada por {reason[0]}",
        "CatchingUp" => "o scheduler esteve ausente: nada começa até a recuperação",
        "NotDue" => $"só vence em {about.Local(reason[0])}",
        "WindowClosed" => $"o prazo para começar terminou em {about.Local(reason[0])}",
        "Predecessor" => Waits(about.RunsOf(reason[0], reason[1], reason[2]), reason, about),
        "WaitsFor" => $"ainda não há execução de {reason[0]} de {reason[1]}",
        "ConcurrencyFull" => $"já executam tantas de {reason[0]} quantas podem ({reason[1]})",
        "NoExecutor" => $"nenhum nó vivo tem o executor {reason[0]}",
        _ => null,
    };

    private static string? Undecided(string cause) => cause switch
    {
        "CalendarEnds" => "sem decisão: um calendário não alcança uma data necessária",
        "UnknownCalendar" => "sem decisão: calendário desconhecido",
        "UnknownZone" => "sem decisão: fuso desconhecido",
        "Unreadable" => "sem decisão: a definição guardada não pode ser lida",
        "TooManyRuns" => "sem decisão: mais execuções do que MaxRunsPerDate permite",
        _ => null,
    };

    private static string Waits(RunView? run, Canonical reason, Subject about)
    {
        var until = run is { State: RunState.Recovering } ? $" até {about.Local(run.DueAt)}" : "";
        return $"a execução{Run(run)} de {reason[0]} de {reason[1]} está {Is(reason[2])}{until}";
    }

    private static string Is(string state) => Enum.TryParse<RunState>(state, out var known) ? PortugueseWords.StateOfOne[known] : state;

    private static string NotPlanned(string outcome) => outcome switch
    {
        "ignored" => "não é esperada",
        "waits" => "espera mesmo assim",
        _ => "não é necessária",
    };

    private static string Cron(Subject about) => about.Routine?.Cron is { } cron ? $"o cron '{cron}'" : "o cron";

    private string Field(string field, LocalDate date) => field switch
    {
        "day-of-week" => Weekday(date),
        "day-of-month" => $"o dia {date.Day}",
        "month" => Months[date.Month - 1],
        _ => field,
    };
}
