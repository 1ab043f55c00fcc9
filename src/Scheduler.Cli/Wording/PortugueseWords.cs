using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Wording;

/// <summary>The API's single words, and its refusals by their codes, as Brazil reads them.</summary>
internal static class PortugueseWords
{
    public static readonly IReadOnlyDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["Pending"] = "Pendente", ["Held"] = "Retida", ["Recovering"] = "Em recuperação", ["Running"] = "Em execução",
        ["Succeeded"] = "Concluída",
        ["Failed"] = "Falhou", ["Missed"] = "Perdida", ["Cancelled"] = "Cancelada", ["Skipped"] = "Pulada", ["Accepted"] = "Aceita",
        ["Superseded"] = "Substituída",
        ["Planned"] = "Plano", ["Order"] = "Pedido", ["Rerun"] = "Reexecução", ["Automatic"] = "Automática", ["Manual"] = "Manual",
        ["StartUp"] = "Partida",
        ["Daily"] = "Diária", ["Monthly"] = "Mensal", ["Eventual"] = "Eventual", ["Cyclic"] = "Cíclica",
        ["Added"] = "adicionada", ["Revived"] = "retomada", ["Moved"] = "movida", ["Repinned"] = "atualizada",
        ["MarkedNotInPlan"] = "fora do plano",
        ["AlreadyRan"] = "já executada", ["TooLate"] = "tarde demais", ["InPlanAgain"] = "de volta ao plano",
        ["Hold"] = "Retenção", ["Release"] = "Liberação", ["Cancel"] = "Cancelamento", ["Skip"] = "Pulo", ["Accept"] = "Aceite",
        ["StartNow"] = "Início já",
        ["Reprioritise"] = "Prioridade", ["Expire"] = "Expiração", ["NotNeeded"] = "Desnecessária", ["Overlap"] = "Sobreposição",
        ["CatchUp"] = "Recuperação de ausência",
        ["ReloadGone"] = "Recarga: saiu do plano", ["ReloadMoved"] = "Recarga: movida",
        ["Transient"] = "Erro passageiro", ["TimedOut"] = "Tempo esgotado", ["NotAvailable"] = "Não disponível",
        ["Permanent"] = "Erro permanente",
        ["Stopped"] = "Parada", ["Abandoned"] = "Abandonada", ["HandedBack"] = "Devolvida", ["Lapsed"] = "Posse vencida",
        ["TriesExhausted"] = "tentativas esgotadas", ["RetryWindowClosed"] = "prazo de tentativas encerrado",
        ["PoisonRun"] = "derrubou o nó vezes demais",
        ["ParametersUnreadable"] = "parâmetros ilegíveis", ["NoResult"] = "sem resultado", ["Retired"] = "rotina retirada",
        ["HostAway"] = "programa ausente",
        ["DoneBeforeCancel"] = "terminou antes do cancelamento", ["HoldRequested"] = "retenção pedida",
        ["CancelRequested"] = "cancelamento pedido", ["NotInPlan"] = "fora do plano",
        ["SlotNotPlanned"] = "horário fora do plano",
        ["Loaded"] = "Carregada", ["LoadedWithErrors"] = "Carregada com erros", ["ByHand"] = "Manual", ["Reload"] = "Recarga",
        ["CaughtUpBy"] = "substituída, na recuperação, pela execução",
        ["due"] = "horário", ["priority"] = "prioridade", ["bypassing"] = "sem esperar", ["not"] = "sem", ["as run"] = "como execução",
        ["Trace"] = "Rastro", ["Debug"] = "Depuração", ["Information"] = "Informação", ["Warning"] = "Aviso", ["Error"] = "Erro",
        ["Critical"] = "Crítico", ["None"] = "Nenhum",
        ["Due"] = "o horário", ["Window"] = "a janela", ["Edges"] = "as antecessoras", ["Concurrency"] = "a concorrência",
    };

    /// <summary>After a number, or after "está".</summary>
    public static readonly IReadOnlyDictionary<RunState, string> StateOfOne = new Dictionary<RunState, string>
    {
        [RunState.Pending] = "pendente", [RunState.Held] = "retida", [RunState.Recovering] = "em recuperação", [RunState.Running] = "em execução",
        [RunState.Succeeded] = "concluída", [RunState.Failed] = "com falha", [RunState.Missed] = "perdida", [RunState.Cancelled] = "cancelada",
        [RunState.Skipped] = "pulada", [RunState.Accepted] = "aceita", [RunState.Superseded] = "substituída",
    };

    public static readonly IReadOnlyDictionary<RunState, string> StateOfSeveral = new Dictionary<RunState, string>
    {
        [RunState.Pending] = "pendentes", [RunState.Held] = "retidas", [RunState.Recovering] = "em recuperação", [RunState.Running] = "em execução",
        [RunState.Succeeded] = "concluídas", [RunState.Failed] = "com falha", [RunState.Missed] = "perdidas", [RunState.Cancelled] = "canceladas",
        [RunState.Skipped] = "puladas", [RunState.Accepted] = "aceitas", [RunState.Superseded] = "substituídas",
    };

    public static readonly IReadOnlyDictionary<string, string> Refusals = new Dictionary<string, string>
    {
        ["held"] = "A execução está retida. Libere-a antes.",
        ["leased"] = "Um nó está executando. Pode ser assumida de novo quando a tentativa ou a posse terminar.",
        ["running"] = "A execução está em andamento. Cancele-a antes, ou espere terminar.",
        ["ended"] = "A execução já terminou. Reexecute-a para executar de novo.",
        ["use Skip"] = "A execução não terminou, não há o que aceitar. Pule-a.",
        ["use Accept"] = "A execução já terminou, não pode ser pulada. Aceite-a.",
        ["rerun"] = "A execução já terminou e não começa de novo. Reexecute-a: isso cria uma nova execução.",
        ["order"] = "A execução não está mais no plano (Substituída). Peça a rotina: isso cria uma nova execução.",
        ["not ended"] = "Só uma execução terminada pode ser reexecutada. Libere-a se está retida, ou inicie-a já.",
        ["was rerun"] = "Já foi reexecutada: outra execução está no lugar dela. Reexecute essa, ou cite esta pelo número.",
        ["expired"] = "A execução expirou enquanto estava retida. Libere-a sem esperar a janela, ou cancele-a.",
        ["not found"] = "Não há essa execução.",
    };
}
