using NodaTime;
using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Hosting;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>Who reads Portuguese reads nothing else; --json keeps the canonical words.</summary>
public sealed class PortugueseTests
{
    [Fact]
    public async Task The_first_line_of_an_explanation_is_said_in_words_and_once()
    {
        await using var scheduler = InPortuguese();
        await scheduler.RunAsync("load");

        Assert.Equal(
            "feriado em b3: Consciência Negra; próxima: 2026-11-23 09:00",
            (await scheduler.RunAsync("explain", "download", "2026-11-20")).Output.Trim());
        Assert.StartsWith("executa 2026-11-19 20:00; próxima: 2026-11-23 20:00\n", (await scheduler.RunAsync("explain", "evening", "hoje")).Output);
        Assert.StartsWith("eventual: só executa por pedido; próxima: nenhuma", (await scheduler.RunAsync("explain", "on-demand", "hoje")).Output);
        using var json = (await scheduler.RunAsync("explain", "download", "2026-11-20", "--json")).Json();
        Assert.Equal("Holiday(b3, \"Consciência Negra\"); next: 2026-11-23 09:00", json.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_refused_order_says_why_in_words()
    {
        await using var scheduler = InPortuguese();
        var outside = await scheduler.RunAsync("order", "on-demand", "--date", "2026-11-20");
        await scheduler.RunAsync("order", "on-demand", "--key", "k");
        var used = await scheduler.RunAsync("order", "evening", "--key", "k");

        Assert.Equal((ExitCode.No, ExitCode.No), (outside.Code, used.Code));
        Assert.Equal(
            "Recusado: feriado em b3: Consciência Negra: o grupo de dias não tem 2026-11-20; force o pedido para executar mesmo assim.",
            outside.Error.Trim().Split('\n')[^1]);
        Assert.StartsWith("Recusado: a chave 'k' já foi usada para on-demand de 2026-11-19 (execução ", used.Error);
    }

    [Fact]
    public async Task A_status_says_causes_reasons_and_loads_in_words()
    {
        await using var scheduler = InPortuguese();
        await scheduler.RunAsync("load", "--date", "2026-11-16");
        await scheduler.RunAsync("run");
        var said = await scheduler.RunAsync("status");

        Assert.Equal(["on-demand", "eventual: só executa por pedido"], said.Row("on-demand"));
        Assert.Equal(["2026-11-16", "evening", "Perdida"], said.Row("2026-11-16  evening")[1..4]);
        Assert.StartsWith("não começou a tempo", said.Row("2026-11-16  evening")[4]);
        Assert.Equal(["2026-11-16", "Carregada", "2026-11-19 12:00:00", "Manual", "maria@desk", "4", "1"], said.Row("2026-11-16  Carregada"));
        Assert.DoesNotContain("Expired(", said.Output);
        Assert.DoesNotContain("Loaded", said.Output);
        using var json = (await scheduler.RunAsync("status", "--json")).Json();
        Assert.Equal("OnlyOrdered", json.RootElement.GetProperty("ignored")[0].GetProperty("reasons")[0].GetString());
        Assert.Equal("Loaded", json.RootElement.GetProperty("loads")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_history_says_what_changed_in_words_and_on_the_wall_clock()
    {
        await using var scheduler = InPortuguese();
        await scheduler.RunAsync("load");
        var run = await scheduler.RunOfAsync("evening");
        await scheduler.RunAsync("start", $"{run}", "--reason", "fechamento antecipado", "--bypass", "due,edges");
        var said = await scheduler.RunAsync("runs", $"{run}");

        Assert.Equal(
            "sem esperar o horário, as antecessoras; horário 2026-11-19 20:00 → 2026-11-19 12:00; fechamento antecipado",
            said.Row("Início já")[^1]);
        Assert.Contains("due 2026-11-19 20:00 → 2026-11-19 12:00", (await scheduler.RunAsync("runs", $"{run}", "--lang", "en")).Output);
        using var json = (await scheduler.RunAsync("runs", $"{run}", "--json")).Json();
        Assert.Contains(
            "due 2026-11-19T23:00:00Z → 2026-11-19T15:00:00Z", json.RootElement.GetProperty("history")[0].GetProperty("details").GetString());
    }

    [Fact]
    public async Task A_run_that_left_the_plan_says_why()
    {
        await using var scheduler = InPortuguese();
        scheduler.Definitions = it => Evening(it, "every-day");
        await scheduler.RunAsync("load", "--date", "2026-11-20");
        var run = await scheduler.RunOfAsync("office");
        scheduler.Definitions = it => Evening(it, "business-days(b3)");
        await scheduler.RunAsync("load", "--date", "2026-11-20");

        Assert.StartsWith("feriado em b3: ", (await scheduler.RunAsync("runs", $"{run}")).Row("Recarga: saiu do plano")[^1]);

        static void Evening(IRoutineSchedulerBuilder scheduler, string days) =>
            scheduler.AddRoutine("office", r => r.On(days).At("0 20 * * *").Executes((_, _) => Task.CompletedTask));
    }

    [Fact]
    public async Task A_rerun_is_named_in_the_history_of_what_it_reruns()
    {
        await using var scheduler = InPortuguese();
        await scheduler.RunAsync("run");
        var old = await scheduler.RunOfAsync("broken");
        await scheduler.RunAsync("rerun", $"{old}", "--reason", "coluna renomeada");

        Assert.Contains("como execução ", (await scheduler.RunAsync("runs", $"{old}")).Row("Reexecução")[^1]);
    }

    [Fact]
    public void Every_state_end_trigger_and_cause_has_its_word()
    {
        var causes = typeof(EndCause).GetFields().Where(field => field.IsStatic && field.FieldType == typeof(EndCause));
        var canonical = Enum.GetNames<RunState>().Concat(Enum.GetNames<AttemptEnd>()).Concat(Enum.GetNames<Bypass>().Where(name => name != "None"))
            .Concat(causes.Select(field => $"{field.GetValue(null)}"))
            .Concat(["StartUp", "Automatic", "ByHand", "CatchUp", "Reload", "Planned", "Order", "Rerun"])
            .Concat(["Loaded", "LoadedWithErrors", "Skipped"]).ToList();
        var portuguese = new PortugueseSentences();

        Assert.True(canonical.Count > 40);
        Assert.DoesNotContain(canonical, word => portuguese.Word(word) == word);
        Assert.Equal(
            "substituída, na recuperação, pela execução 7", portuguese.Cause("CaughtUpBy(7)", Subject.Of(null, default, DateTimeZone.Utc)));
    }

    [Theory]
    [InlineData("falhou")]
    [InlineData("Falhou")]
    [InlineData("COM-FALHA")]
    [InlineData("failed")]
    [InlineData("com falha,perdidas,em-recuperacao")]
    [InlineData("Em Recuperação,Falhou")]
    public async Task A_state_may_be_typed_as_it_is_shown_in_either_language(string states)
    {
        await using var scheduler = InPortuguese();
        await scheduler.RunAsync("run");
        foreach (var language in new[] { "pt-BR", "en" })
        {
            using var json = (await scheduler.RunAsync("runs", "--state", states, "--json", "--lang", language)).Json();
            Assert.Equal("broken", Assert.Single(json.RootElement.EnumerateArray()).GetProperty("routine").GetString());
        }
    }

    [Theory]
    [InlineData("--state: não existe 'falhado'. Você quis dizer \"falhou\"? Existem: pendente, retida, em-recuperação,", "runs", "--state=falhado")]
    [InlineData("Você quis dizer \"em-execução\"?", "runs", "--state", "em-execusao")]
    [InlineData("Existem: rastro, depuração, informação, aviso, erro, crítico, nenhum.", "logs", "--level", "alto")]
    [InlineData("Existem: nenhum, horário, janela, antecessoras, concorrência.", "start", "1", "--reason", "x", "--bypass", "tudo")]
    public async Task A_wrong_word_is_told_with_the_words_of_the_language(string told, params string[] args)
    {
        await using var scheduler = InPortuguese();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync(args);

        Assert.Equal((ExitCode.Usage, ""), (said.Code, said.Output));
        Assert.Contains(told, said.Error);
    }

    [Fact]
    public async Task Log_levels_and_what_is_bypassed_are_shown_and_typed_in_words()
    {
        await using var scheduler = InPortuguese();
        await scheduler.RunAsync("run");

        Assert.Contains(" Informação [download 2026-11-19 execução ", (await scheduler.RunAsync("logs")).Output);
        var errors = (await scheduler.RunAsync("logs", "--level", "erro")).Output;
        Assert.Equal(errors, (await scheduler.RunAsync("logs", "--level", "error")).Output);
        Assert.DoesNotContain("Informação", errors);
        var started = await scheduler.RunAsync("start", "4", "--reason", "x", "--bypass", "horario,antecessoras");
        Assert.Equal(ExitCode.Ok, started.Code);
    }

    [Fact]
    public void Words_of_one_kind_are_told_apart_as_they_are_typed()
    {
        foreach (var names in new[] { Enum.GetNames<RunState>(), Enum.GetNames<Microsoft.Extensions.Logging.LogLevel>(), Enum.GetNames<Bypass>() })
        {
            Assert.All(names, name => Assert.Equal(name, TypedWord.Find(TypedWord.Listed(name, new PortugueseSentences()), names)));
        }
    }

    private static AScheduler InPortuguese()
    {
        var scheduler = new AScheduler();
        scheduler.Variables["LC_ALL"] = "pt_BR.UTF-8";
        return scheduler;
    }
}
