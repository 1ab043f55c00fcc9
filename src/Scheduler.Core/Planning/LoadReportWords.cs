using System.Globalization;
using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>What a load's report says, in one language; chosen by its name, since a bare machine may know no cultures.</summary>
internal sealed record LoadReportWords
{
    private static readonly string[] StatesInEnglish =
    [
        "Loaded", "Loaded, with errors", "Already loaded: nothing to do", "Refused: the plan changed after its preview",
        "Refused: a newer release has stored definitions that this one cannot read",
    ];

    private static readonly string[] StatesInPortuguese =
    [
        "Concluída", "Concluída com erros", "Já carregada: nada a fazer", "Recusada: o plano mudou depois da prévia",
        "Recusada: uma versão mais nova gravou definições que esta não consegue ler",
    ];

    private static readonly string[] TypesInPortuguese = ["Diário", "Mensal", "Eventual", "Cíclico"];

    private readonly bool isPortuguese;

    private LoadReportWords(bool isPortuguese) => this.isPortuguese = isPortuguese;

    public string Title => Either("DAILY LOAD OF ROUTINES", "CARGA DIÁRIA DE ROTINAS");

    public string Date => Either("Order date", "Data");

    public string Began => Either("Began", "Início");

    public string Ended => Either("Ended", "Fim");

    public string Took => Either("Duration", "Duração");

    public string Status => Either("Status", "Status");

    public string StartedBy => Either("Started by", "Iniciada por");

    public string Processed => Either("Routines processed", "Rotinas processadas");

    public string Added => Either("Runs added", "Execuções adicionadas à fila");

    public string Moved => Either("Runs moved", "Execuções movidas");

    public string Superseded => Either("Runs superseded", "Execuções substituídas");

    public string Ignored => Either("Routines ignored", "Rotinas ignoradas");

    public string Undecided => Either("Undecided", "Indecididas");

    public string AddedRuns => Either("ADDED", "ADICIONADAS");

    public string IgnoredRoutines => Either("IGNORED", "IGNORADAS");

    public static LoadReportWords In(string language) => new(language.StartsWith("pt", StringComparison.OrdinalIgnoreCase));

    public string Type(RoutineType type) => Either(type.ToString(), TypesInPortuguese[(int)type]);

    public string Of(LoadReportStatus status) => Either(StatesInEnglish[(int)status], StatesInPortuguese[(int)status]);

    /// <param name="trigger">As loads name what started them.</param>
    public string Trigger(string trigger) => trigger switch
    {
        "StartUp" => Either("at start", "na partida"),
        "Automatic" => Either("automatic", "automática"),
        "ByHand" => Either("by hand", "manual"),
        "CatchUp" => Either("catching up", "na recuperação"),
        "Reload" => Either("reload", "recarga"),
        _ => trigger,
    };

    public string Show(LocalDate date) =>
        Either(date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), date.ToString("dd/MM/uuuu", CultureInfo.InvariantCulture));

    public string Show(LocalDateTime time) => $"{Show(time.Date)} {time.TimeOfDay.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}";

    public string Seconds(Duration duration)
    {
        var seconds = duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return $"{Either(seconds, seconds.Replace('.', ','))} s";
    }

    /// <summary>English as plans print it; Portuguese in words.</summary>
    public string Of(DecisionReason reason) => isPortuguese ? InPortuguese(reason) : reason.ToString();

    private static string InPortuguese(DecisionReason reason) => reason switch
    {
        DecisionReason.OutsideValidity => "fora da validade",
        DecisionReason.NotDefinedYet it => $"ainda não definida (desde {DecisionReason.Text(it.Since)})",
        DecisionReason.Holiday it => $"feriado no calendário {it.Calendar}: {it.Name}",
        DecisionReason.NotInDayGroup => "fora do grupo de dias",
        DecisionReason.NotInCron { Field: Cron.CronField.Month } => "fora do cron (mês)",
        DecisionReason.NotInCron { Field: Cron.CronField.DayOfMonth } => "fora do cron (dia do mês)",
        DecisionReason.NotInCron { Field: Cron.CronField.DayOfWeek } => "fora do cron (dia da semana)",
        DecisionReason.OnlyOrdered => "eventual: só por ordem",
        DecisionReason.OutsideWindow => "fora da janela",
        DecisionReason.Inactive it => $"inativa (por {it.By}, {DecisionReason.Text(it.At)})",
        DecisionReason.Undecided { Cause: UndecidedCause.CalendarEnds } it => $"indecidida, o calendário termina: {it.Detail}",
        DecisionReason.Undecided it => $"indecidida: {it.Detail}",
        _ => reason.ToString(),
    };

    private string Either(string english, string portuguese) => isPortuguese ? portuguese : english;
}
