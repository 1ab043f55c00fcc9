using System.Security.Cryptography;
using System.Text;
using RoutineScheduler.Execution;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>Which files an attempt takes, and where they go.</summary>
public sealed class SourceTests : LoadingTest
{
    public SourceTests() => Execute(PriceFile.Table);

    private LoadFile Load => PriceFile.In(Inbox) with { Mask = "P_{date:yyyyMMdd}*.csv" };

    [Fact]
    public async Task A_mask_that_matches_nothing_says_what_was_looked_for_and_what_is_there()
    {
        AFile("other.csv", "");
        AFile("P_20260917.csv", "");

        var message = await NotAvailableAsync(Load);

        Assert.Equal(
            $"No file is {Path.Combine(Inbox, "P_20260918*.csv")} (mask 'P_{{date:yyyyMMdd}}*.csv' for 2026-09-18). " +
            $"The folder {Inbox} has P_20260917.csv, other.csv.",
            message);
    }

    [Fact]
    public async Task A_mask_that_matches_nothing_may_be_a_failure()
    {
        Assert.Contains(
            $"The folder {Inbox} has no files.", await PermanentAsync(Load with { OnMissing = Missing.Permanent }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var folder = Folder.At("nowhere");

        Assert.Contains($"The folder {folder} is not there.", await NotAvailableAsync(Load with { Folder = folder }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_back_counts_business_days_and_takes_the_oldest_first()
    {
        // 7 September 2026, a Monday, is Independence Day; 5 and 6 are a weekend.
        AFile("P_20260907.csv", PriceFile.Header + "HOLIDAY;2026-09-07;1;1\n");
        AFile("P_20260903.csv", PriceFile.Header + "A;2026-09-03;1;1\n");
        AFile("P_20260904.csv", PriceFile.Header + "B;2026-09-04;1;1\n");
        AFile("P_20260908.csv", PriceFile.Header + "C;2026-09-08;1;1\n");
        AFile("P_20260908b.csv", PriceFile.Header + "D;2026-09-08;1;1\n");
        AFile("P_20260902.csv", PriceFile.Header + "TOO-OLD;2026-09-02;1;1\n");

        var result = await LoadedAsync(Load with { LookBack = 2 }, ARun(new(2026, 9, 8)));

        Assert.Equal(
            ["P_20260903.csv", "P_20260904.csv", "P_20260908.csv", "P_20260908b.csv"], result.Files.Select(file => Path.GetFileName(file.Path)));
        Assert.Equal(["2026-09-03", "2026-09-04", "2026-09-08", "2026-09-08"], result.Files.Select(file => file.Date));
    }

    [Fact]
    public async Task The_days_are_those_of_the_calendar_that_is_named()
    {
        // 9 July is a holiday in São Paulo alone.
        AFile("P_20260708.csv", PriceFile.Header + "A;2026-07-08;1;1\n");

        Assert.Single((await LoadedAsync(Load with { LookBack = 1, Calendar = "sao-paulo" }, ARun(new(2026, 7, 10)))).Files);
        Assert.Contains(
            "2026-07-09 to 2026-07-10, 2 days", await NotAvailableAsync(Load with { LookBack = 1, Calendar = "br" }, ARun(new(2026, 7, 10))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_that_nobody_knows_is_named_beside_those_that_are_known()
    {
        var message = await PermanentAsync(Load with { LookBack = 1, Calendar = "anbina" });

        Assert.Contains("anbina", message, StringComparison.Ordinal);
        Assert.Contains("anbima", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_several_dates_stand_for_is_loaded_once_by_the_last_of_them()
    {
        AFile("inf_202609.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        var load = Load with { Mask = "inf_{date:yyyyMM}.csv", LookBack = 3, Key = [], InsertOnly = true };

        var result = await LoadedAsync(load);

        Assert.Equal("2026-09-18", Assert.Single(result.Files).Date);
        Assert.Empty(result.Notes);
        Assert.Single(Rows("SELECT * FROM price"));
        Assert.Single((await LoadedAsync(load with { Needs = NeededFiles.OrderDate })).Files);
    }

    [Theory]
    [InlineData("inf_{date:yyyyMM}.csv", "inf_202609.csv")]
    [InlineData("inf_{date:MM}.csv", "inf_09.csv")]
    public async Task The_file_of_another_day_that_was_moved_is_not_this_days(string mask, string name)
    {
        AFile(name, PriceFile.Header + "A;2026-09-17;1;1\n");
        var load = Load with { Mask = mask, MoveTo = Folder.At("done") };
        await CountsAsync(load, ARun(Friday.PlusDays(-1)));

        await NotAvailableAsync(load, ARun(id: 8));
    }

    [Fact]
    public async Task The_order_dates_own_file_can_be_asked_for()
    {
        AFile("P_20260917.csv", PriceFile.Header + "A;2026-09-17;1;1\n");
        var load = Load with { LookBack = 3 };

        Assert.Single((await LoadedAsync(load)).Files);
        Assert.Contains("for 2026-09-18)", await NotAvailableAsync(load with { Needs = NeededFiles.OrderDate }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_may_have_the_date_in_its_name()
    {
        Directory.CreateDirectory(Folder.At("in", "2026", "09"));
        File.WriteAllText(Folder.At("in", "2026", "09", "18.csv"), PriceFile.Header + "A;2026-09-18;1;1\n");

        Assert.Equal(1, (await CountsAsync(Load with { Folder = Path.Combine(Inbox, "{date:yyyy}", "{date:MM}"), Mask = "{date:dd}.csv" })).New);
    }

    [Fact]
    public async Task A_predecessors_artifacts_are_loaded_by_name()
    {
        var run = ARun();
        run.Artifacts["download-b3"] = [AnArtifact("prices.zip", "PK"), AnArtifact("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\n")];
        var load = PriceFile.In(Inbox) with { Folder = null, Mask = null, From = "download-b3", Artifact = "*.CSV" };

        Assert.Equal(1, (await CountsAsync(load, run)).New);
        Assert.Equal(
            "No artifact of download-b3 is called '*.txt'. It has prices.zip, prices.csv.",
            await NotAvailableAsync(load with { Artifact = "*.txt" }, run));
        run.Artifacts["download-b3"] = [];
        Assert.Equal("No artifact of download-b3 is called '*.CSV'. It has none.", await NotAvailableAsync(load, run));
    }

    [Fact]
    public async Task A_predecessor_of_which_there_is_no_run_is_not_waited_for()
    {
        var load = PriceFile.In(Inbox) with { Folder = null, Mask = null, From = "download-b3" };

        await Assert.ThrowsAsync<NoResultException>(() => LoadAsync(load));
    }

    [Fact]
    public async Task An_artifact_that_changed_since_it_was_made_is_refused()
    {
        var run = ARun();
        var artifact = AnArtifact("prices.csv", PriceFile.Header);
        run.Artifacts["download-b3"] = [artifact];
        await File.AppendAllTextAsync(artifact.Path, "A;2026-09-18;1;1\n", Cancel);

        var message = await PermanentAsync(PriceFile.In(Inbox) with { Folder = null, Mask = null, From = "download-b3" }, run);

        Assert.Contains(
            $"has {PriceFile.Header.Length + 17} bytes; {PriceFile.Header.Length} bytes were recorded", message, StringComparison.Ordinal);
        Assert.EndsWith("Rerun the run of download-b3 that this one waits for, then this one.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_artifact_of_the_same_size_and_another_content_is_refused_too()
    {
        var run = ARun();
        var artifact = AnArtifact("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        run.Artifacts["download-b3"] = [artifact];
        await File.WriteAllTextAsync(artifact.Path, PriceFile.Header + "A;2026-09-18;1;2\n", Cancel);

        var message = await PermanentAsync(PriceFile.In(Inbox) with { Folder = null, Mask = null, From = "download-b3" }, run);

        Assert.Contains("has another content than was recorded (SHA-256 ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loaded_files_are_moved_after_the_commit()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");

        var result = await LoadedAsync(Load with { MoveTo = Folder.At("done", "{date:yyyy-MM}") });

        Assert.Equal(Folder.At("done", "2026-09", "P_20260918.csv"), Assert.Single(result.Files).MovedTo);
        Assert.Equal(["done/2026-09/P_20260918.csv"], Folder.Files.Where(file => file.EndsWith(".csv", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_that_comes_again_is_loaded_and_kept_beside_the_first()
    {
        var load = Load with { MoveTo = Folder.At("done") };
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(load);
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;2;1\n");

        Assert.Equal(1, (await CountsAsync(load)).Updated);
        Assert.Equal(["done/P_20260918.2.csv", "done/P_20260918.csv"], Folder.Files.Where(file => file.EndsWith(".csv", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_loaded_file_is_moved_onto_another_file_system()
    {
        using var far = AFolder.OnAnotherFileSystemThan(Folder);
        var path = AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");

        var result = await LoadedAsync(Load with { MoveTo = far.Path });

        Assert.Equal((far.At("P_20260918.csv"), 0), (Assert.Single(result.Files).MovedTo, result.Notes.Count));
        Assert.Equal(["P_20260918.csv"], far.Files);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_file_that_cannot_be_moved_is_loaded_all_the_same_and_the_result_says_so()
    {
        var path = AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        File.WriteAllText(Folder.At("done"), "a file where the folder should be");
        var load = Load with { MoveTo = Folder.At("done") };

        var result = await LoadedAsync(load);

        Assert.Equal(1, result.Counts.New);
        Assert.Null(Assert.Single(result.Files).MovedTo);
        Assert.StartsWith($"{path} is loaded but could not be moved to {Folder.At("done")}: ", Assert.Single(result.Notes), StringComparison.Ordinal);
        Assert.Equal(1, (await CountsAsync(load, ARun(id: 8))).Unchanged);
    }

    [Fact]
    public async Task A_folder_by_date_that_is_the_one_files_go_to_is_refused_before_anything_is_loaded()
    {
        Directory.CreateDirectory(Folder.At("in", "2026"));
        File.WriteAllText(Folder.At("in", "2026", "a.csv"), PriceFile.Header + "A;2026-09-18;1;1\n");
        var load = Load with { Folder = Path.Combine(Inbox, "{date:yyyy}"), Mask = "*.csv", MoveTo = Path.Combine(Inbox, "2026") + "/" };

        Assert.Contains("it would be loaded again and again", await PermanentAsync(load), StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("link-to-link")]
    [InlineData("above/in")]
    public async Task A_link_to_the_folder_that_files_come_from_is_refused_as_where_they_go(string moveTo)
    {
        Directory.CreateSymbolicLink(Folder.At("link"), Inbox);
        Directory.CreateSymbolicLink(Folder.At("link-to-link"), "link");
        Directory.CreateSymbolicLink(Folder.At("above"), Folder.Path);
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");

        var message = await PermanentAsync(Load with { MoveTo = Folder.At(moveTo) });
        Assert.Contains("it would be loaded again and again", message, StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task Links_that_lead_round_and_round_load_nothing()
    {
        Directory.CreateSymbolicLink(Folder.At("round"), Path.Combine("round", "x"));
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");

        var outcome = Assert.IsType<AttemptOutcome.TransientFailure>(await LoadAsync(Load with { MoveTo = Folder.At("round", "y") }));
        Assert.Contains("lead round and round", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_files_of_one_date_the_one_with_the_highest_number_wins()
    {
        AFile("P_20260918_2.csv", PriceFile.Header + "A;2026-09-18;2;1\n");
        AFile("P_20260918_10.csv", PriceFile.Header + "A;2026-09-18;10;1\n");

        await CountsAsync(Load);

        Assert.Equal(["10"], Rows("SELECT close FROM price"));
    }

    [Fact]
    public async Task A_failed_load_moves_nothing()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;x;1;1\n");

        await PermanentAsync(Load with { MoveTo = Folder.At("done"), MaxRejects = 0 });

        Assert.True(File.Exists(Path.Combine(Inbox, "P_20260918.csv")));
    }

    private Artifact AnArtifact(string name, string text)
    {
        var path = Folder.At("artifacts", name);
        File.WriteAllText(path, text);
        return new Artifact(name, path, text.Length, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public async Task A_file_that_comes_while_its_predecessor_is_loaded_is_not_moved_with_it()
    {
        var path = AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        var run = ARun(reported: message =>
        {
            if (message.StartsWith("writing", StringComparison.Ordinal))
            {
                AFile("new", PriceFile.Header + "A;2026-09-18;1.50;1\n");
                File.Move(Path.Combine(Inbox, "new"), path, overwrite: true);
            }
        });

        var result = await LoadedAsync(Load with { MoveTo = Folder.At("done") }, run);

        Assert.Null(Assert.Single(result.Files).MovedTo);
        Assert.EndsWith(
            "it was written again since it was read, and what it holds now is not loaded.", Assert.Single(result.Notes), StringComparison.Ordinal);
        Assert.Equal(["in/P_20260918.csv"], Folder.Files.Where(file => file.EndsWith(".csv", StringComparison.Ordinal)));
        Assert.Equal(1, (await CountsAsync(Load)).Updated);
    }

    [Fact]
    public async Task A_link_to_a_file_is_loaded_as_the_file()
    {
        File.WriteAllText(Folder.At("real.txt"), PriceFile.Header + "A;2026-09-18;1;1\n");
        File.CreateSymbolicLink(Path.Combine(Inbox, "P_20260918.csv"), Folder.At("real.txt"));

        Assert.Equal(1, (await CountsAsync(Load)).New);
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_fails_for_now()
    {
        File.CreateSymbolicLink(Path.Combine(Inbox, "P_20260918.csv"), Folder.At("nowhere"));

        Assert.Contains("P_20260918.csv", Assert.IsType<AttemptOutcome.TransientFailure>(await LoadAsync(Load)).Message, StringComparison.Ordinal);
    }
}
