using System.Text.Json;
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
        Assert.Equal(["2026-11-19 09:00:00", "download", "download", "Daily"], said.Row("  download"));
        Assert.Equal(["on-demand", "on-demand", "OnlyOrdered"], said.Row("on-demand"));
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
        Assert.Equal(["download", "download", "Holiday(b3, \"Consciência Negra\")"], said.Row("download"));
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
