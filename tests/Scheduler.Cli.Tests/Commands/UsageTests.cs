using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>What is said of a command line that is wrong, and to whom does not know yet what there is.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("scheduler: Required command was not provided.", "Commands:", "  load, carga-diaria ")]
    [InlineData("calendar: Required command was not provided.", "Commands:", "nth <CALENDAR> <MONTH> <N>", "calendar")]
    [InlineData("scheduler: Falta o comando.", "Comandos:", "  run, executar ", "--lang", "pt-BR")]
    [InlineData("calendar: Falta o comando.", "Uso:", "[comando] [opções]", "calendar", "--lang", "pt-BR")]
    public async Task Who_names_no_command_is_shown_the_help(string told, string heading, string command, params string[] args)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync(args);

        Assert.Equal((ExitCode.Usage, ""), (said.Code, said.Output));
        Assert.StartsWith(told, said.Error);
        Assert.Contains($"\n{heading}", said.Error);
        Assert.Contains(command, said.Error);
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("ajuda", "--help")]
    [InlineData("help runs", "runs --help")]
    [InlineData("help carga-diaria", "load --help")]
    [InlineData("help calendar nth", "calendar nth --help")]
    [InlineData("help runs --lang pt-BR", "runs --help --lang pt-BR")]
    public async Task Help_is_a_command_too(string command, string option)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync(command.Split(' '));

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Equal(await scheduler.BareToolAsync(option.Split(' ')), said);
    }

    [Theory]
    [InlineData("scheduler: 'rnus' is neither", "Did you mean \"runs\"?", "Você quis dizer \"runs\"?", "rnus --state failed")]
    [InlineData("scheduler: 'rnus' is neither", "Did you mean \"runs\"?", "Você quis dizer \"runs\"?", "help rnus")]
    [InlineData("calendar: 'shwo' is neither", "Did you mean \"show\"?", "Você quis dizer \"show\"?", "calendar shwo b3")]
    [InlineData("runs: '--sate' is neither", "Did you mean \"--state\"?", "Você quis dizer \"--state\"?", "runs --sate failed")]
    [InlineData("runs: '--sate=failed' is neither", "Did you mean \"--state\"?", "Você quis dizer \"--state\"?", "runs --sate=failed")]
    [InlineData("runs: '--jsno' is neither", "Did you mean \"--json\"?", "Você quis dizer \"--json\"?", "runs 1 --jsno")]
    [InlineData("hold: '--reson' is neither", "Did you mean \"--reason\"?", "Você quis dizer \"--reason\"?", "hold 1 --reson x")]
    public async Task What_is_mistyped_is_told_alone_and_asked_about(string told, string english, string portuguese, string typed)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync(typed.Split(' '));
        var dito = await scheduler.BareToolAsync([.. typed.Split(' '), "--lang", "pt-BR"]);

        Assert.Equal((ExitCode.Usage, ExitCode.Usage), (said.Code, dito.Code));
        Assert.StartsWith(told, said.Error);
        Assert.EndsWith(english, said.Error.Split('\n')[0]);
        Assert.EndsWith(portuguese, dito.Error.Split('\n')[0]);
        Assert.InRange(said.Error.Trim().Split('\n').Length, 1, 2);
    }

    [Fact]
    public async Task A_helps_headings_are_portuguese_too()
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync("hold", "--help", "--lang", "pt-BR");

        Assert.Equal((ExitCode.Ok, ""), (said.Code, said.Error));
        Assert.All(
            ["Descrição:", "Uso:", "Argumentos:", "Opções:", "[opções]", "(OBRIGATÓRIA)", "O que existe, e como se escreve."],
            text => Assert.Contains(text, said.Output));
    }

    [Theory]
    [InlineData("A opção '--reason' é obrigatória.", "hold", "1")]
    [InlineData("Falta o valor da opção '--reason'.", "hold", "1", "--reason")]
    [InlineData("A opção '--reason' leva um só valor, e foram dados 2.", "hold", "1", "--reason", "a", "--reason", "b")]
    [InlineData("Falta um argumento do comando 'nth'.", "calendar", "nth", "b3")]
    [InlineData("O valor 'pt-PT' não é conhecido. É um destes:", "status", "--lang", "pt-PT")]
    [InlineData("'statsu' não é comando nem opção, nem é esperado aqui. Você quis dizer \"status\"?", "statsu")]
    [InlineData("Falta o banco", "status")]
    [InlineData("não indica um banco; escreva sqlite:ARQUIVO", "status", "--storage", "oracle:x")]
    [InlineData(
        "--zone: não há zona 'America/Sao_Paolo'. Você quis dizer \"America/Sao_Paulo\"?", "cron", "next", "0 0 * * *", "--zone",
        "America/Sao_Paolo")]
    [InlineData("--count: '0' não é um número inteiro de 1 a 100000.", "cron", "next", "0 0 * * *", "--count", "0")]
    [InlineData(
        "--day-fields: não existe 'eithr'. Você quis dizer \"either\"? Existem: Either, Both.", "cron", "next", "0 0 * * *", "--day-fields",
        "eithr")]
    [InlineData("MONTH: 'novembro' não é um mês; escreva 2026-12 ou 12/2026.", "calendar", "nth", "b3", "novembro", "1")]
    [InlineData("Não há calendário 'b4'. Você quis dizer \"b3\"? Existem: anbima, b3, br, sao-paulo.", "calendar", "show", "b4")]
    [InlineData("O calendário \"b3\" vai de 2000 a 2199;", "calendar", "show", "b3", "--year", "1999")]
    [InlineData("hoje, amanhã ou ontem. Você quis dizer \"amanhã\"?", "calendar", "add", "b3", "amanhan", "1")]
    public async Task A_usage_error_is_portuguese_where_the_language_is(string told, params string[] args)
    {
        await using var scheduler = new AScheduler();
        scheduler.Variables["LANG"] = "pt_BR.UTF-8";
        var said = await scheduler.BareToolAsync(args);

        Assert.Equal((ExitCode.Usage, ""), (said.Code, said.Output));
        Assert.Contains(told, said.Error);
    }

    [Theory]
    [InlineData("tody", "today")]
    [InlineData("tomorow", "tomorrow")]
    [InlineData("Yesterday", "yesterday")]
    [InlineData("oje", "hoje")]
    [InlineData("ontm", "ontem")]
    public async Task A_mistyped_word_for_a_date_is_asked_about(string typed, string meant)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.BareToolAsync("calendar", "add", "b3", typed, "1");

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.EndsWith($"is no date; write 2026-11-20, 20/11/2026, today, tomorrow or yesterday. Did you mean \"{meant}\"?", said.Error.Trim());
    }

    [Fact]
    public async Task A_wrong_date_that_is_near_to_no_word_is_asked_nothing()
    {
        await using var scheduler = new AScheduler();

        Assert.DoesNotContain("Did you mean", (await scheduler.BareToolAsync("calendar", "add", "b3", "2026-02-30", "1")).Error);
    }
}
