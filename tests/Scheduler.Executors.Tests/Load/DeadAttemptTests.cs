using NodaTime;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>What an attempt leaves that dies after its commit, and who takes it up. Its end is never recorded: the outcome is thrown away.</summary>
public sealed class DeadAttemptTests : LoadingTest
{
    public DeadAttemptTests() => Execute(PriceFile.Table);

    private LoadFile Load => PriceFile.In(Inbox) with { Mask = "P_{date:yyyyMMdd}*.csv", MoveTo = Folder.At("done") };

    private LoadFile InsertOnly => Load with { Key = [], InsertOnly = true };

    [Fact]
    public async Task The_next_attempt_returns_what_the_dead_one_loaded_and_moved()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;x;1\n");
        var dead = await LoadAsync(Load);

        var next = await LoadAsync(Load, ARun(attempt: 2));

        var file = Assert.Single(ResultOf(next).Files);
        Assert.Equal(Assert.Single(ResultOf(dead).Files), file);
        Assert.Equal(Folder.At("done", "P_20260918.csv"), file.MovedTo);
        Assert.Equal("An earlier attempt of this run loaded 1 of the files; nothing of that was loaded again.", Assert.Single(ResultOf(next).Notes));
        Assert.Equal(Assert.Single(dead.Artifacts) with { Name = "rejects-1" }, Assert.Single(next.Artifacts));
        Assert.Equal(["done/P_20260918.csv"], CsvFiles);
    }

    [Fact]
    public async Task Neither_the_next_attempt_nor_a_rerun_puts_an_old_file_back_over_its_correction()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;32.10;1\n");
        await CountsAsync(Load);
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;32.50;1\n");
        await CountsAsync(Load, ARun(id: 8));
        Assert.Equal(["done/P_20260918.2.csv", "done/P_20260918.csv"], CsvFiles);

        await CountsAsync(Load, ARun(id: 8, attempt: 2));
        await NotAvailableAsync(Load, ARun(id: 9));

        Assert.Equal(["32.5"], Rows("SELECT close FROM price"));
    }

    [Fact]
    public async Task A_file_that_was_not_moved_any_more_is_moved_and_not_loaded_again()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(InsertOnly with { MoveTo = null });

        var next = await LoadedAsync(InsertOnly, ARun(attempt: 2));

        Assert.Equal(1, next.Counts.New);
        Assert.Equal(["done/P_20260918.csv"], CsvFiles);
        Assert.Single(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task A_file_that_came_since_is_loaded_and_the_counts_are_of_both()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(InsertOnly);
        AFile("P_20260918.csv", PriceFile.Header + "B;2026-09-18;1;1\nC;2026-09-18;1;1\n");

        var next = await LoadedAsync(InsertOnly, ARun(attempt: 2));

        Assert.Equal([1L, 2], next.Files.Select(file => file.Counts.New));
        Assert.Equal(3, next.Counts.New);
        Assert.Equal(["A", "B", "C"], Rows("SELECT ticker FROM price ORDER BY 1"));
        Assert.Equal(
            [Folder.At("done", "P_20260918.csv"), Folder.At("done", "P_20260918.2.csv")], next.Files.Select(file => file.MovedTo));
    }

    [Fact]
    public async Task An_attempt_after_two_dead_ones_knows_of_both()
    {
        AFile("P_20260918a.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(InsertOnly);
        AFile("P_20260918b.csv", PriceFile.Header + "B;2026-09-18;1;1\n");
        await CountsAsync(InsertOnly, ARun(attempt: 2));

        Assert.Equal(2, (await LoadedAsync(InsertOnly, ARun(attempt: 4))).Files.Count);
        Assert.Equal(2, Rows("SELECT * FROM price").Count);
    }

    [Fact]
    public async Task Without_a_note_the_file_is_loaded_again_and_with_a_key_changes_nothing()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(Load with { MoveTo = null });
        File.Delete(Folder.At("artifacts", "committed-7-1.json"));

        Assert.Equal(1, (await CountsAsync(Load, ARun(attempt: 2))).Unchanged);
    }

    [Fact]
    public async Task A_first_attempt_believes_no_note_of_a_store_that_is_gone()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(Load);

        await NotAvailableAsync(Load);
        await NotAvailableAsync(Load, ARun(attempt: 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_attempt_whose_first_never_came_here_believes_no_note_of_a_store_that_is_gone(bool insertOnly)
    {
        var load = insertOnly ? InsertOnly : Load;
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(load with { MoveTo = null });
        Execute("DELETE FROM price");
        StoreBegan += Duration.FromHours(1);

        Assert.Equal(1, (await CountsAsync(load, ARun(attempt: 2))).New);

        Assert.Equal(["A"], Rows("SELECT ticker FROM price"));
    }

    [Fact]
    public async Task Nor_does_it_return_what_the_store_that_is_gone_had_moved()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(Load);
        StoreBegan += Duration.FromHours(1);

        await NotAvailableAsync(Load, ARun(attempt: 2));
    }

    public static TheoryData<string> SpoiltNotes =>
    [
        "", "null", "{}", "{\"Files\":[{\"Pa", "{\"Files\":null,\"Rejects\":null}", "{\"By\":null,\"Files\":[],\"Rejects\":[]}",
        "{\"By\":{\"Number\":1,\"Token\":41,\"StartedAt\":\"x\"},\"Files\":[null],\"Rejects\":[]}",
    ];

    [Theory]
    [MemberData(nameof(SpoiltNotes))]
    public async Task A_note_that_cannot_be_read_is_none_and_with_a_key_the_file_is_loaded_again(string note)
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(Load with { MoveTo = null });
        await File.WriteAllTextAsync(Folder.At("artifacts", "committed-7-1.json"), note, Cancel);

        Assert.Equal(1, (await CountsAsync(Load, ARun(attempt: 2))).Unchanged);
    }

    [Theory]
    [MemberData(nameof(SpoiltNotes))]
    public async Task A_note_that_cannot_be_read_doubles_nothing_without_a_key(string note)
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(InsertOnly with { MoveTo = null });
        var path = Folder.At("artifacts", "committed-7-1.json");
        await File.WriteAllTextAsync(path, note, Cancel);

        Assert.StartsWith(
            $"The note {path} of what attempt 1 of this run loaded cannot be read", await PermanentAsync(InsertOnly, ARun(attempt: 2)),
            StringComparison.Ordinal);
        Assert.Equal(["in/P_20260918.csv"], CsvFiles);
        Assert.Single(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task A_date_in_a_note_that_is_none_spoils_it_too()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(Load with { MoveTo = null });
        var path = Folder.At("artifacts", "committed-7-1.json");
        var note = await File.ReadAllTextAsync(path, Cancel);
        await File.WriteAllTextAsync(path, note.Replace("\"2026-09-18\"", "\"x\"", StringComparison.Ordinal), Cancel);

        Assert.Equal(1, (await CountsAsync(Load, ARun(attempt: 2))).Unchanged);
    }

    [Fact]
    public async Task The_draft_of_an_attempt_that_died_before_its_commit_goes_with_the_next()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await File.WriteAllTextAsync(Folder.At("artifacts", "committed-7-1.json.draft"), "{", Cancel);

        await CountsAsync(Load, ARun(attempt: 2));

        Assert.Equal(["artifacts/committed-7-2.json"], Folder.Files.Where(file => file.StartsWith("artifacts", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_cannot_be_noted_is_not_loaded()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        Directory.CreateDirectory(Folder.At("artifacts", "committed-7-2.json.draft"));

        Assert.IsType<AttemptOutcome.TransientFailure>(await LoadAsync(Load, ARun(attempt: 2)));
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task A_file_stays_where_its_note_does_not_come_into_force()
    {
        AFile("P_20260918.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        Directory.CreateDirectory(Folder.At("artifacts", "committed-7-2.json"));

        var result = await LoadedAsync(Load, ARun(attempt: 2));

        Assert.StartsWith(
            "Files stay where they are, since it could not be noted that they are loaded: ", Assert.Single(result.Notes), StringComparison.Ordinal);
        Assert.Equal(["in/P_20260918.csv"], CsvFiles);
    }

    private IEnumerable<string> CsvFiles =>
        Folder.Files.Where(file => file.EndsWith(".csv", StringComparison.Ordinal) && !file.StartsWith("artifacts", StringComparison.Ordinal));
}
