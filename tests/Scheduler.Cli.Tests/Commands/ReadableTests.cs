using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>What people read says what they want to know.</summary>
public sealed class ReadableTests
{
    [Fact]
    public async Task A_retired_routine_is_told_as_retired()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        scheduler.Definitions = builder => builder.AddRoutine("newcomer", Nothing);
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("explain", "evening", "2026-11-18");

        Assert.StartsWith("retired since 2026-11-19 12:00", said.Output);
        Assert.Contains("retirada desde 2026-11-19 12:00", (await scheduler.RunAsync("explain", "evening", "2026-11-23", "--lang", "pt-BR")).Output);
        using var json = (await scheduler.RunAsync("explain", "evening", "2026-11-23", "--json")).Json();
        Assert.Equal("2026-11-19T15:00:00Z", json.RootElement.GetProperty("retiredAt").GetString());
    }

    [Fact]
    public async Task The_status_says_which_dates_it_counts_and_what_went_wrong_whatever_its_date()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run");
        scheduler.Clock.Advance(Duration.FromHours(20));
        var said = await scheduler.RunAsync("status");

        Assert.Contains("Today, 2026-11-20: not loaded", said.Output);
        Assert.Contains("Loaded last, 2026-11-19: 1 Pending, 2 Succeeded, 1 Failed", said.Output);
        Assert.Contains("Failed or missed in the last 24 hours", said.Output);
        Assert.Equal(["3", "2026-11-19", "broken", "Failed", "Permanent", "there is no column VL_COTA"], said.Row("broken"));

        scheduler.Clock.Advance(Duration.FromDays(40));
        var later = await scheduler.RunAsync("status");
        Assert.DoesNotContain("broken  ", later.Output);
        Assert.Contains("Loaded last, 2026-11-19", later.Output);
        Assert.Contains("No node is alive", later.Output);
    }

    [Fact]
    public async Task Results_and_files_are_seen_where_runs_are()
    {
        await using var scheduler = new AScheduler
        {
            Download = (_, _) => Task.FromResult(AttemptOutcome.Succeeded(new { rows = 4054, source = "b3", rejects = new[] { "line 3" } }) with
            {
                Artifacts = [new Artifact("prices", "2026/prices.csv", 10, new string('0', 64), 4054)],
            }),
        };
        var ran = await scheduler.RunAsync("run");
        var id = await scheduler.RunOfAsync("download");

        Assert.Contains("rows 4054 · source b3; prices: 4054 rows, 2026/prices.csv", ran.Row("download"));
        Assert.Equal("rows 4054 · source b3", (await scheduler.RunAsync("runs")).Row("download")[^1]);
        foreach (var said in new[] { await scheduler.RunAsync("runs", $"{id}"), await scheduler.RunAsync("explain", "download", "today") })
        {
            Assert.Contains("rows 4054 · source b3", said.Output);
            Assert.Contains("file prices: 4054 rows, 2026/prices.csv", said.Output);
        }
    }

    [Fact]
    public async Task A_rerun_and_what_it_reruns_name_each_other()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run");
        var old = await scheduler.RunOfAsync("broken");
        var said = await scheduler.RunAsync("rerun", $"{old}", "--reason", "column renamed", "--actor", "ana");
        var made = await scheduler.RunOfAsync("broken", newest: true);

        Assert.Equal([$"{old}", $"{made}", "broken", "2026-11-19", "2026-11-19 12:00:00"], said.Row("broken"));
        Assert.Contains($"rerun of {old} by ana: column renamed", (await scheduler.RunAsync("runs", $"{made}")).Output);
        Assert.Contains($"as run {made}; column renamed", (await scheduler.RunAsync("runs", $"{old}")).Output);
        using var json = (await scheduler.RunAsync("runs", $"{made}", "--json")).Json();
        Assert.Equal(old, json.RootElement.GetProperty("rerunOf").GetProperty("run").GetInt64());
    }

    [Fact]
    public async Task What_a_run_waits_for_is_told_on_the_wall_clock_and_with_the_other_runs_number()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var (download, prices) = (await scheduler.RunOfAsync("download"), await scheduler.RunOfAsync("load-prices"));
        var evening = await scheduler.RunOfAsync("evening");

        Assert.Contains($"waits: run {download} of download of 2026-11-19 is Pending", (await scheduler.RunAsync("runs", $"{prices}")).Output);
        Assert.Contains("waits: not due before 2026-11-19 20:00", (await scheduler.RunAsync("runs", $"{evening}")).Output);
        var portuguese = await scheduler.RunAsync("runs", $"{prices}", "--lang", "pt-BR");
        Assert.Contains($"espera: a execução {download} de download de 2026-11-19 está pendente", portuguese.Output);
        Assert.Contains($"Execução {prices}: load-prices de 2026-11-19, Pendente", portuguese.Output);
        using var json = (await scheduler.RunAsync("runs", $"{evening}", "--json")).Json();
        Assert.StartsWith("NotDue(", json.RootElement.GetProperty("unmet")[0].GetString());
    }

    [Theory]
    [InlineData("friday", "2026-11-19", "cron '0 21 * * FRI' does not name Thursday", "o cron '0 21 * * FRI' não inclui quinta-feira")]
    [InlineData("month-end", "2026-11-21", "Saturday: not in last-business-day(anbima)", "sábado: não está em last-business-day(anbima)")]
    [InlineData(
        "new", "2026-11-19", "defined only since 2026-11-19 12:00, after its time 09:00",
        "definida só desde 2026-11-19 12:00, depois do seu horário 09:00")]
    [InlineData("old", "2026-11-19", "valid until 2024-12-31", "válida até 2024-12-31")]
    [InlineData("by-hand", "2026-11-19", "eventual: runs only when it is ordered", "eventual: só executa por pedido")]
    [InlineData(
        "after", "2026-11-19", "waits until the runs of friday of 2026-11-18 have succeeded; it waits for one also where none is planned",
        "espera as execuções de friday de 2026-11-18 terem sucesso; espera por uma mesmo se nenhuma for planejada")]
    public async Task Reasons_are_sentences(string routine, string date, string english, string portuguese)
    {
        await using var scheduler = new AScheduler { Definitions = Reasons };
        await scheduler.RunAsync("load");

        Assert.Contains(english, (await scheduler.RunAsync("explain", routine, date)).Output);
        Assert.Contains(portuguese, (await scheduler.RunAsync("explain", routine, date, "--lang", "pt-BR")).Output);
    }

    [Fact]
    public async Task Every_routine_is_listed_with_its_key_and_when_it_is_due_next()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("routines");

        Assert.Equal(["evening", "evening", "Daily", "0 20 * * *", "business-days(b3)", "active", "2026-11-19 20:00:00"], said.Row("evening"));
        Assert.Equal(["on-demand", "on-demand", "Eventual", "business-days(b3)", "active"], said.Row("on-demand"));
        using var json = (await scheduler.RunAsync("routines", "--json")).Json();
        Assert.Equal(5, json.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("explain", "Friday report", "today")]
    [InlineData("order", "friday report")]
    [InlineData("runs", "--routine", "Friday report")]
    public async Task Who_writes_a_routines_name_is_told_its_key(params string[] command)
    {
        await using var scheduler = new AScheduler { Definitions = Reasons };
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync(command);

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.Contains("give its key: friday.", said.Error);
    }

    [Fact]
    public async Task An_order_says_when_its_run_is_due()
    {
        await using var scheduler = new AScheduler();

        Assert.Contains("ordered, due 2026-11-19 12:00:00.", (await scheduler.RunAsync("order", "on-demand", "--key", "a")).Output);
        Assert.Contains(
            "já pedida com esta chave, horário 2026-11-19 12:00:00.",
            (await scheduler.RunAsync("order", "on-demand", "--key", "a", "--lang", "pt-BR")).Output);
    }

    [Fact]
    public async Task The_history_of_an_order_begins_with_its_state()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("order", "on-demand");

        Assert.Equal(["Order", "Pending", "maria@desk"], (await scheduler.RunAsync("runs", "1")).Row("  Order")[1..]);
    }

    [Fact]
    public async Task A_refusal_is_told_in_portuguese_with_its_code()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("run");
        var said = await scheduler.RunAsync("start", $"{await scheduler.RunOfAsync("broken")}", "--reason", "x", "--lang", "pt-BR");

        Assert.Contains("recusada (rerun): A execução já terminou", said.Error);
        Assert.Contains("Falhou", (await scheduler.RunAsync("runs", "--lang", "pt-BR")).Row("broken"));
    }

    [Fact]
    public async Task A_running_run_says_since_when_where_and_how_far()
    {
        var started = new TaskCompletionSource();
        var seen = new TaskCompletionSource();
        await using var scheduler = new AScheduler
        {
            Download = async (_, _) =>
            {
                started.SetResult();
                await seen.Task;
                return AttemptOutcome.Succeeded();
            },
        };
        var running = scheduler.RunAsync("run", "--limit", "1");
        await started.Task;
        var said = await scheduler.RunAsync("runs", $"{await scheduler.RunOfAsync("download")}");
        seen.SetResult();
        await running;

        Assert.Contains("Running", said.Output);
        Assert.Contains($"attempt 1 since 2026-11-19 12:00:00 on {Environment.MachineName}", said.Output);
    }

    private static void Reasons(IRoutineSchedulerBuilder scheduler)
    {
        var since = Instant.FromUtc(2024, 1, 1, 0, 0);
        scheduler
            .AddRoutine("friday", r => Nothing(r.Named("Friday report").At("0 21 * * FRI").ActiveFrom(since)))
            .AddRoutine("month-end", r => Nothing(r.On("last-business-day(anbima)").At("0 9 * * *").ActiveFrom(since)))
            .AddRoutine("new", r => Nothing(r.At("0 9 * * *")))
            .AddRoutine("old", r => Nothing(r.At("0 9 * * *").ActiveFrom(since).Valid(to: new LocalDate(2024, 12, 31))))
            .AddRoutine("after", r => Nothing(r.At("0 9 * * *").ActiveFrom(since).After("friday", edge => edge with
            {
                Date = new Routines.EdgeDate.Days(-1), IfNotPlanned = Routines.IfNotPlanned.Wait,
            })))
            .AddRoutine("by-hand", Nothing);
    }

    private static void Nothing(RoutineBuilder routine) =>
        routine.Executes((IRunContext _, CancellationToken _) => Task.FromResult(AttemptOutcome.Succeeded()));
}
