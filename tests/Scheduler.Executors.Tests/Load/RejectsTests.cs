using RoutineScheduler.Executors.Load;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>What stands in the rejects file, and when it is written.</summary>
public sealed class RejectsTests : LoadingTest
{
    private const string Checked =
        "CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER CHECK (volume < 10), UNIQUE (ticker, day))";

    public RejectsTests() => Execute(Checked);

    private LoadFile Load => PriceFile.In(Inbox);

    [Fact]
    public async Task The_file_is_read_once_more_for_all_rows_that_the_table_refuses()
    {
        AFile("prices.csv", PriceFile.Header + string.Concat(Enumerable.Range(1, 500).Select(i => $"T{i};2026-09-18;1;{(i > 400 ? 10 : 1)}\n")));
        var run = ARun();

        var outcome = await LoadAsync(Load, run);

        Assert.Equal(100, RejectsOf(outcome).Length);
        Assert.StartsWith(
            "prices.csv;402;SQLite Error 19: 'CHECK constraint failed: volume < 10'.;T401;2026-09-18;1;10", Unquoted(RejectsOf(outcome)[0]),
            StringComparison.Ordinal);
        Assert.Equal(
            "reading prices.csv again for the text of 100 rejected lines",
            Assert.Single(run.Reports, report => report.Message.Contains("again", StringComparison.Ordinal)).Message);
    }

    [Fact]
    public async Task Rows_that_the_table_refuses_end_the_load_with_the_first_that_is_too_many()
    {
        AFile("prices.csv", PriceFile.Header + string.Concat(Enumerable.Range(1, 500).Select(i => $"T{i};2026-09-18;1;10\n")));

        var outcome = await LoadAsync(Load with { MaxRejects = 5 });

        Assert.Equal(6, RejectsOf(outcome).Length);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task A_text_is_that_of_its_line_also_behind_a_long_one()
    {
        AFile(
            "prices.csv",
            $"{new string('x', 70_000)}\nsecond\n{PriceFile.Header}{new string('L', 200_000)};2026-09-18;1;1\nA;2026-09-18;1;1\nA;2026-09-18;2;1\n");

        Assert.Equal(
            "prices.csv;6;has the same key as line 5;A;2026-09-18;2;1",
            Unquoted(Assert.Single(RejectsOf(await LoadAsync(Load with { SkipLines = 2 })))));
    }

    [Fact]
    public async Task A_record_over_two_lines_stands_there_whole()
    {
        AFile("prices.csv", PriceFile.Header + "\"A\nB\";2026-09-18;1;1\n\"A\nB\";2026-09-18;2;1\n");

        var outcome = await LoadAsync(Load with { Csv = new CsvFormat { QuotedLineBreaks = true } });

        Assert.Contains("A\nB;2026-09-18;2;1", Unquoted(await File.ReadAllTextAsync(outcome.Artifacts[0].Path, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_for_the_rejects_loads_nothing()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full, a disk that is always full");
        File.CreateSymbolicLink(Folder.At("artifacts", "rejects-7-1.csv"), "/dev/full");
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;1;10\n");
        var load = Load with { Key = [], InsertOnly = true };

        Assert.IsType<AttemptOutcome.TransientFailure>(await LoadAsync(load));
        Assert.Equal(1, (await CountsAsync(load, ARun(attempt: 2))).New);

        Assert.Single(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task Too_many_of_them_stay_the_reason_also_where_the_disk_is_full_for_them()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full, a disk that is always full");
        File.CreateSymbolicLink(Folder.At("artifacts", "rejects-7-1.csv"), "/dev/full");
        AFile("prices.csv", PriceFile.Header + "A;x;1;1\nB;x;1;10\n");

        var outcome = Assert.IsType<AttemptOutcome.PermanentFailure>(await LoadAsync(Load with { MaxRejects = 1 }));

        Assert.StartsWith("More lines are rejected than MaxRejects allows (1)", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Artifacts);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\");y", "'=HYPERLINK(http://x);y")]
    [InlineData("+1;y", "'+1;y")]
    [InlineData("-1;y", "'-1;y")]
    [InlineData("@x;y", "'@x;y")]
    [InlineData("'x;y", "''x;y")]
    [InlineData("x;=y", "x;=y")]
    public async Task A_spreadsheet_takes_no_text_for_a_formula(string line, string text)
    {
        AFile("prices.csv", PriceFile.Header + line + "\n");

        var rejected = Unquoted(Assert.Single(RejectsOf(await LoadAsync(Load with { Csv = new CsvFormat { Quote = null } }))));

        Assert.Equal($"prices.csv;2;has 2 fields, the header 4;{text}", rejected);
    }

    private static string Unquoted(string line) => line.Replace("\"", "", StringComparison.Ordinal);
}
