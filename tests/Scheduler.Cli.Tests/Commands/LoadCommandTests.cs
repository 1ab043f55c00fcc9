using System.Text.Json;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

public sealed class LoadCommandTests
{
    [Fact]
    public async Task Today_is_loaded_where_no_date_is_named()
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync("load");

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Equal(["09:00", "download", "download", "Daily"], said.Row("  download"));
        Assert.Equal(["on-demand", "on-demand", "eventual: runs only when it is ordered"], said.Row("on-demand"));
        Assert.Contains("5 routines processed, 4 runs planned, 1 ignored, 0 undecided; 4 added", said.Output);
        Assert.Contains("Planning 2026-11-19", said.Error);
    }

    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("20/11/2026")]
    [InlineData("tomorrow")]
    [InlineData("amanhã")]
    public async Task A_holiday_is_told_as_the_reason(string date)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync("load", "--date", date);

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Equal(["download", "download", "holiday in b3: Consciência Negra"], said.Row("download"));
    }

    [Fact]
    public async Task A_second_load_has_nothing_to_do_and_says_so()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var said = await scheduler.RunAsync("load");

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Contains("already loaded", said.Output);
    }

    [Fact]
    public async Task What_was_previewed_is_applied_by_its_hash()
    {
        await using var scheduler = new AScheduler();
        using var preview = (await scheduler.RunAsync("load", "--preview", "--json")).Json();
        Assert.True(preview.RootElement.GetProperty("isPreview").GetBoolean());
        Assert.Equal(4, preview.RootElement.GetProperty("planned").GetArrayLength());
        Assert.Equal("[]", (await scheduler.RunAsync("runs", "--json")).Output.Trim());

        var said = await scheduler.RunAsync("load", "--apply", preview.RootElement.GetProperty("planHash").GetString()!);
        Assert.Equal(ExitCode.Ok, said.Code);
        using var runs = (await scheduler.RunAsync("runs", "--json")).Json();
        Assert.Equal(4, runs.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_plan_that_changed_since_the_preview_is_refused()
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync("load", "--apply", new string('0', 64));

        Assert.Equal(ExitCode.No, said.Code);
        Assert.Contains("no longer the previewed one", said.Error);
    }

    [Fact]
    public async Task A_build_with_a_new_routine_is_previewed_and_applied()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        scheduler.Definitions = AnotherBuild;
        using var preview = (await scheduler.RunAsync("load", "--preview", "--json")).Json();
        var would = preview.RootElement.GetProperty("wouldRegister");
        Assert.Equal("evening-copy", would.GetProperty("new")[0].GetString());
        Assert.Equal(5, would.GetProperty("retired").GetArrayLength());
        scheduler.Clock.Advance(Duration.FromMinutes(7));

        var said = await scheduler.RunAsync("load", "--apply", preview.RootElement.GetProperty("planHash").GetString()!);
        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Contains("Definitions registered: new evening-copy; retired broken, download, evening, load-prices, on-demand.", said.Error);
        Assert.Equal("Pending", await scheduler.StateOfAsync(await scheduler.RunOfAsync("evening-copy")));
    }

    [Fact]
    public async Task A_preview_says_in_words_what_the_load_would_register()
    {
        await using var scheduler = new AScheduler { Definitions = AnotherBuild };
        var said = await scheduler.RunAsync("load", "--preview");
        Assert.Contains("The load would first register this program's definitions: new evening-copy; 4 calendars; the settings.", said.Output);

        await scheduler.RunAsync("load");
        Assert.DoesNotContain("register", (await scheduler.RunAsync("load", "--preview")).Output);
    }

    [Theory]
    [InlineData(ExitCode.No, "load", "--apply", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(ExitCode.Usage, "load", "--apply", "0000")]
    [InlineData(ExitCode.Usage, "load", "--date", "2026-02-30")]
    [InlineData(ExitCode.Usage, "load", "--report", "/dev/null/reports")]
    [InlineData(ExitCode.Usage, "order", "evening-cpy")]
    [InlineData(ExitCode.Usage, "order", "evening-copy", "--date", "2026-02-30")]
    [InlineData(ExitCode.Usage, "run", "--limit", "0")]
    [InlineData(ExitCode.Usage, "run", "--limit", "2", "--watch")]
    public async Task A_refusal_registers_nothing(int code, params string[] args)
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load");
        var before = (await scheduler.RunAsync("routines", "--json")).Output;
        scheduler.Definitions = AnotherBuild;

        Assert.Equal(code, (await scheduler.RunAsync(args)).Code);
        Assert.Equal(before, (await scheduler.RunAsync("routines", "--json")).Output);
    }

    private static void AnotherBuild(IRoutineSchedulerBuilder scheduler) => scheduler.AddRoutine(
        "evening-copy", r => r.At("0 20 * * *").Executes((IRunContext _, CancellationToken _) => Task.CompletedTask));

    [Fact]
    public async Task The_old_name_speaks_portuguese_when_asked()
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync("carga-diaria", "--data", "19/11/2026", "--lang", "pt-BR");

        Assert.Equal(ExitCode.Ok, said.Code);
        Assert.Contains("5 rotinas processadas, 4 execuções planejadas", said.Output);
        Assert.Contains("Planejando", said.Error);
    }

    [Theory]
    [InlineData("2026-02-30", "'2026-02-30' is no date; write 2026-11-20", "--date", "2026-02-30")]
    [InlineData("hash", "no plan hash", "--apply", "abc")]
    [InlineData("both", "one or the other", "--preview", "--apply", "0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_wrong_argument_is_one_line_and_a_usage_code(string what, string told, params string[] args)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync(["load", .. args]);

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.Contains(told, said.Error);
        Assert.True(said.Output == "" && said.Error.Trim().Split('\n').Length == 1, what);
    }

    [Theory]
    [InlineData("load", "en", "DAILY LOAD OF ROUTINES", "Order date: 2026-11-20", "Holiday(b3, \"Consciência Negra\")")]
    [InlineData("carga-diaria", "pt-BR", "CARGA DIÁRIA DE ROTINAS", "Data: 20/11/2026", "feriado no calendário b3: Consciência Negra")]
    public async Task The_report_is_written_as_the_old_systems_file(string command, string language, params string[] lines)
    {
        await using var scheduler = new AScheduler();
        var folder = Path.Combine(Path.GetDirectoryName(scheduler.File)!, "reports");
        var said = await scheduler.RunAsync(command, "--date", "2026-11-20", "--report", folder, "--lang", language);

        Assert.Equal(ExitCode.Ok, said.Code);
        var path = Path.Combine(folder, "ROTINA-DIARIA-20112026.txt");
        Assert.Contains(path, said.Output);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.All(lines, line => Assert.Contains(line, text));
        using var json = (await scheduler.RunAsync(command, "--date", "2026-11-20", "--report", folder, "--json")).Json();
        Assert.Equal("AlreadyLoaded", json.RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_report_without_a_folder_to_write_it_to_loads_nothing()
    {
        await using var scheduler = new AScheduler();
        var wrong = await scheduler.RunAsync("load", "--report", "/dev/null/reports");
        Assert.Equal(ExitCode.Usage, wrong.Code);
        Assert.Contains("--report: the folder '/dev/null/reports' cannot be made", wrong.Error);
        Assert.Equal(ExitCode.Usage, (await scheduler.RunAsync("load", "--preview", "--report")).Code);

        Assert.Contains("not loaded", (await scheduler.RunAsync("status")).Output);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_told_and_the_date_is_loaded()
    {
        await using var scheduler = new AScheduler();
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(scheduler.File)!, "reports")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "ROTINA-DIARIA-19112026.txt"));
        var said = await scheduler.RunAsync("load", "--report", folder);

        Assert.Equal(ExitCode.Usage, said.Code);
        Assert.Contains("ROTINA-DIARIA-19112026.txt' cannot be written", said.Error);
        Assert.Contains("The load was carried out", said.Error);
        Assert.Contains("4 runs", (await scheduler.RunAsync("status")).Output);
    }

    [Theory]
    [InlineData("4 of the added runs are past their time and would be missed; --include-earlier keeps them.", "--preview")]
    [InlineData("4 of the added runs are past their time and will be missed; with --include-earlier they would have been kept.")]
    [InlineData("", "--include-earlier")]
    [InlineData("", "--preview", "--include-earlier")]
    public async Task A_load_of_a_past_date_says_what_will_be_missed(string told, params string[] args)
    {
        await using var scheduler = new AScheduler();
        var said = await scheduler.RunAsync(["load", "--date", "2026-11-12", "--quiet", .. args]);

        Assert.Equal((ExitCode.Ok, told), (said.Code, said.Error.Trim()));
        Assert.Equal("", (await scheduler.RunAsync("load", "--date", "2026-11-19", "--quiet")).Error);
    }

    [Fact]
    public async Task Who_loaded_is_on_record()
    {
        await using var scheduler = new AScheduler();
        await scheduler.RunAsync("load", "--actor", "operator-7");
        using var status = (await scheduler.RunAsync("status", "--json")).Json();
        var load = Assert.Single(status.RootElement.GetProperty("loads").EnumerateArray());

        Assert.Equal("operator-7", load.GetProperty("actor").GetString());
        Assert.Equal(JsonValueKind.Object, load.GetProperty("totals").ValueKind);
    }
}
