using System.CommandLine;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Client;

namespace RoutineScheduler.Cli.Commands;

internal static class LoadCommand
{
    private const int HashLength = 64;

    public static Command Create(CommandContext context)
    {
        var words = context.Words;
        var date = words.Value("--date", "date", "The order date; today where it is left out.", "A data; hoje se omitida.", "--data");
        var preview = words.Switch(
            "--preview", "Only say what the load would do, and the hash to apply.", "Só diz o que a carga faria, e o hash para aplicar.");
        var apply = words.Value(
            "--apply", "hash",
            "Load what was previewed; refused if the plan has changed in between.",
            "Carrega o que foi previsto; recusado se o plano mudou.");
        var earlier = words.Switch(
            "--include-earlier", "Also slots before the routine was active.", "Também horários anteriores à ativação da rotina.");
        var report = Report(words);
        var command = new Command("load", words["Load an order date into the execution queue.", "Carrega uma data na fila de execução."])
        {
            date, preview, apply, earlier, report,
        };
        command.Aliases.Add("carga-diaria");
        command.SetAction((parsed, cancel) => context.WithDefinitionsAsync(
            parsed,
            desk => LoadAsync(
                desk, Read(parsed.GetValue(date), parsed.GetValue(preview), parsed.GetValue(apply), parsed.GetValue(earlier), desk),
                parsed.GetResult(report) is null ? null : ReportFolder(parsed.GetValue(report), parsed.GetValue(preview)), cancel),
            cancel));
        return command;
    }

    private static Option<string> Report(Words words) => new("--report", "--relatorio")
    {
        HelpName = "folder", Arity = ArgumentArity.ZeroOrOne,
        Description = words[
            "Also write the load's report as a text file into this folder; into the current one where none is named.",
            "Grava também o relatório da carga como texto nesta pasta; na atual se omitida."],
    };

    private static LoadRequest Read(string? date, bool preview, string? hash, bool includeEarlier, Desk desk)
    {
        if (preview && hash is not null)
        {
            throw new UsageException(
                "--preview says what a load would do and --apply does it: give one or the other.",
                "--preview diz o que uma carga faria e --apply a faz: dê um ou outro.");
        }

        if (hash is not null && (hash.Length != HashLength || !hash.All(char.IsAsciiHexDigit)))
        {
            throw new UsageException(
                $"--apply: {Cron.Quotation.Of(hash)} is no plan hash; give the {HashLength} hexadecimal digits that --preview printed.",
                $"--apply: {Cron.Quotation.Of(hash)} não é o hash de um plano; dê os {HashLength} dígitos hexadecimais que --preview mostrou.");
        }

        return new LoadRequest(desk.Date(date, "--date"))
        {
            Preview = preview, ExpectedHash = hash?.ToLowerInvariant(), IncludeEarlier = includeEarlier, Because = desk.Because(),
        };
    }

    /// <summary>Made before the load, so that a folder that cannot be made leaves nothing loaded without its report.</summary>
    private static string ReportFolder(string? named, bool preview) => preview
        ? throw new UsageException(
            "--report writes what a load did, and --preview does nothing: give one or the other.",
            "--report grava o que uma carga fez, e --preview nada faz: dê um ou outro.")
        : Folder(named is { Length: > 0 } ? named : Environment.CurrentDirectory);

    private static string Folder(string named)
    {
        try
        {
            return Directory.CreateDirectory(named).FullName;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"--report: the folder {Cron.Quotation.Of(named)} cannot be made: {refused.Message} Nothing was loaded.",
                $"--report: a pasta {Cron.Quotation.Of(named)} não pode ser criada: {refused.Message} Nada foi carregado.");
        }
    }

    private static async Task<int> LoadAsync(Desk desk, LoadRequest request, string? reportFolder, CancellationToken cancel)
    {
        desk.Printer.Note(desk.Words[$"Planning {Printer.Text(request.Date)} …", $"Planejando {Printer.Text(request.Date)} …"]);
        var load = await LoadAsync(desk, request, cancel);
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(load);
        }
        else
        {
            LoadTables.Print(load, routine => desk.About(routine, load.Date), desk.Printer);
        }

        WarnOfPast(load, request, desk);
        if (reportFolder is not null)
        {
            await WriteReportAsync(load, reportFolder, desk, cancel);
        }

        WarnOfRefusal(load, desk);
        var isRefused = load.Status is LoadStatus.PlanChanged or LoadStatus.DefinitionsUnreadable;
        return isRefused || load.Totals.Undecided > 0 ? ExitCode.No : ExitCode.Ok;
    }

    /// <summary>What is only applied if it is as it was previewed is previewed again: a refusal must register nothing.</summary>
    private static async Task<LoadResponse> LoadAsync(Desk desk, LoadRequest request, CancellationToken cancel)
    {
        if (!request.Preview && request.ExpectedHash is not null
            && await desk.Client.LoadAsync(request with { Preview = true }, cancel) is { Status: LoadStatus.PlanChanged } refused)
        {
            return refused with { IsPreview = false, WouldRegister = null };
        }

        if (!request.Preview)
        {
            await desk.RegisterAsync(cancel);
        }

        return await desk.Client.LoadAsync(request, cancel);
    }

    private static void WarnOfRefusal(LoadResponse load, Desk desk)
    {
        switch (load.Status)
        {
            case LoadStatus.PlanChanged:
                desk.Printer.Warn(desk.Words[
                    "The plan is no longer the previewed one; nothing was done. Preview it again.",
                    "O plano não é mais o previsto; nada foi feito. Faça a prévia de novo."]);
                break;
            case LoadStatus.DefinitionsUnreadable:
                desk.Printer.Warn(desk.Words[
                    "Some definitions, or the settings, cannot be read by this release; nothing was done. Load with the newer release.",
                    "Esta versão não consegue ler todas as definições, ou as configurações; nada foi feito. Carregue com a mais nova."]);
                break;
            default:
                break;
        }
    }

    private static void WarnOfPast(LoadResponse load, LoadRequest request, Desk desk)
    {
        if (load.PastTheirTime == 0)
        {
            return;
        }

        var (english, portuguese) = (request.IncludeEarlier, load.IsPreview) switch
        {
            (true, true) => ("would be missed even so: their StartWithin is over", "seriam perdidas mesmo assim: passou o StartWithin"),
            (true, false) => ("will be missed even so: their StartWithin is over", "serão perdidas mesmo assim: passou o StartWithin"),
            (false, true) => ("would be missed; --include-earlier keeps them", "seriam perdidas; --include-earlier as mantém"),
            _ => ("will be missed; with --include-earlier they would have been kept", "serão perdidas; com --include-earlier seriam mantidas"),
        };
        desk.Printer.Warn(desk.Words[
            $"{load.PastTheirTime} of the added runs are past their time and {english}.",
            $"{load.PastTheirTime} das execuções adicionadas passaram da hora e {portuguese}."]);
    }

    private static async Task WriteReportAsync(LoadResponse load, string folder, Desk desk, CancellationToken cancel)
    {
        var path = Path.Combine(folder, load.FileName);
        try
        {
            await File.WriteAllTextAsync(path, load.ToText(desk.Words.Language), cancel);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"--report: '{path}' cannot be written: {refused.Message} The load was carried out; this only is missing.",
                $"--report: '{path}' não pode ser gravado: {refused.Message} A carga foi feita; só falta o relatório.");
        }

        if (desk.Printer.AsJson)
        {
            desk.Printer.Note(path);
        }
        else
        {
            desk.Printer.Line(desk.Words[$"report {path}", $"relatório {path}"]);
        }
    }
}
