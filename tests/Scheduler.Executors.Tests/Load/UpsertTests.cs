using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

public sealed class UpsertTests : LoadingTest
{
    public UpsertTests() => Execute(PriceFile.Table);

    private LoadFile Load => PriceFile.In(Inbox);

    [Fact]
    public async Task New_updated_unchanged_ignored_and_rejected_lines_are_counted()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1.00;1\nB;2026-09-18;2.00;2\n");
        await CountsAsync(Load);
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1.0;1\nB;2026-09-18;2.01;2\nC;2026-09-18;3;3\nD;2026-09-18;;4\nE;2026-09-18;x;5\n");

        var counts = await CountsAsync(Load with { Keep = [new RowCondition { Field = "close", Present = true }] });

        Assert.Equal(new FileLoadCounts(Read: 5, New: 1, Updated: 1, Unchanged: 1, Ignored: 1, Rejected: 1), counts);
    }

    [Fact]
    public async Task An_empty_field_is_null_and_null_is_not_zero()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;;\nB;2026-09-18;0;0\n");
        await CountsAsync(Load);

        Assert.Equal(["A|∅|∅", "B|0|0"], Rows("SELECT ticker, close, volume FROM price ORDER BY ticker"));

        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;0;0\nB;2026-09-18;;\n");
        Assert.Equal(2, (await CountsAsync(Load)).Updated);
        Assert.Equal(["A|0|0", "B|∅|∅"], Rows("SELECT ticker, close, volume FROM price ORDER BY ticker"));
    }

    [Fact]
    public async Task A_key_with_an_empty_part_is_rejected_because_nulls_are_never_the_same()
    {
        Execute("DROP TABLE price; CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER, UNIQUE (ticker, day))");
        AFile("prices.csv", PriceFile.Header + ";2026-09-18;1;1\nA;2026-09-18;1;1\n");

        var outcome = await LoadAsync(Load);

        Assert.Equal(["prices.csv;2;'ticker' is empty and the column 'ticker' needs a value;\";2026-09-18;1;1\""], RejectsOf(outcome));
    }

    [Fact]
    public async Task Of_lines_with_one_key_the_first_is_loaded_and_the_others_are_rejected()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;2;2\nA;2026-09-18;3;3\nA;2026-09-18;4;4\n");

        var outcome = await LoadAsync(Load);

        Assert.Equal(new FileLoadCounts(Read: 4, New: 2, Updated: 0, Unchanged: 0, Ignored: 0, Rejected: 2), ResultOf(outcome).Counts);
        Assert.Equal(
            ["prices.csv;4;has the same key as line 2;\"A;2026-09-18;3;3\"", "prices.csv;5;has the same key as line 2;\"A;2026-09-18;4;4\""],
            RejectsOf(outcome));
        Assert.Equal(["A|1", "B|2"], Rows("SELECT ticker, close FROM price ORDER BY ticker"));
    }

    [Fact]
    public async Task Of_lines_with_one_key_the_last_wins_where_that_is_asked_for()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;2;2\nA;2026-09-18;3;3\n");

        var counts = await CountsAsync(Load with { Duplicates = DuplicateKeys.LastWins });

        Assert.Equal(new FileLoadCounts(Read: 3, New: 2, Updated: 0, Unchanged: 0, Ignored: 1, Rejected: 0), counts);
        Assert.Equal(["A|3", "B|2"], Rows("SELECT ticker, close FROM price ORDER BY ticker"));
    }

    [Fact]
    public async Task Keys_that_the_index_holds_for_the_same_are_duplicates()
    {
        Execute(
            "DROP TABLE price; CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER); " +
            "CREATE UNIQUE INDEX k ON price (ticker COLLATE NOCASE, day)");
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\na;2026-09-18;2;2\n");

        Assert.Equal(1, (await CountsAsync(Load)).Rejected);
    }

    [Fact]
    public async Task Insert_only_inserts_again()
    {
        Execute("CREATE TABLE tick (ticker TEXT, close TEXT)");
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nA;2026-09-18;1;1\n");
        var columns = Load.Columns.Where(column => column.Column is "ticker" or "close");
        var load = Load with { Table = "tick", Key = [], InsertOnly = true, Columns = [.. columns] };

        Assert.Equal(2, (await CountsAsync(load)).New);
        Assert.Equal(2, (await CountsAsync(load)).New);
        Assert.Equal(["A|1", "A|1", "A|1", "A|1"], Rows("SELECT * FROM tick"));
    }

    [Fact]
    public async Task Columns_that_are_not_named_keep_what_they_have()
    {
        Execute("ALTER TABLE price ADD COLUMN note TEXT DEFAULT 'none'");
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        await CountsAsync(Load);
        Execute("UPDATE price SET note = 'checked'");
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;2;1\nB;2026-09-18;2;1\n");
        await CountsAsync(Load);

        Assert.Equal(["A|checked", "B|none"], Rows("SELECT ticker, note FROM price ORDER BY ticker"));
    }

    [Fact]
    public async Task A_row_that_a_constraint_of_the_table_refuses_is_found_among_many_and_rejected()
    {
        Execute(
            "DROP TABLE price; " +
            "CREATE TABLE price (ticker TEXT NOT NULL, day TEXT, close TEXT, volume INTEGER CHECK (volume < 1000), UNIQUE (ticker, day))");
        AFile(
            "prices.csv",
            PriceFile.Header + string.Concat(Enumerable.Range(1, 500).Select(i => $"T{i};2026-09-18;1;{(i is 123 or 457 ? 5000 : i)}\n")));

        var outcome = await LoadAsync(Load);

        Assert.Equal(new FileLoadCounts(Read: 500, New: 498, Updated: 0, Unchanged: 0, Ignored: 0, Rejected: 2), ResultOf(outcome).Counts);
        Assert.Equal(
            ["124", "458"],
            RejectsOf(outcome).Select(line => line.Split(';')[1]));
        Assert.Contains("CHECK constraint failed: volume < 1000", RejectsOf(outcome)[0], StringComparison.Ordinal);
        Assert.Equal(["498"], Rows("SELECT count(*) FROM price"));
    }

    [Fact]
    public async Task All_files_are_committed_together_or_none_is()
    {
        AFile("prices-1.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        AFile("prices-2.csv", "ticker;day;volume\nB;2026-09-18;1\n");

        Assert.Contains("no column 'close'", await PermanentAsync(Load with { Mask = "prices-*.csv" }), StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task What_the_table_refuses_of_the_last_file_undoes_the_files_before_it()
    {
        Execute("DROP TABLE price; CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER CHECK (volume > 0), UNIQUE (ticker, day))");
        AFile("prices-1.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        AFile("prices-2.csv", PriceFile.Header + "B;2026-09-18;1;0\n");

        Assert.Contains(
            "nothing was loaded. prices-2.csv, line 2", await PermanentAsync(Load with { Mask = "prices-*.csv", MaxRejects = 0 }),
            StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task Of_files_with_one_key_the_later_wins()
    {
        AFile("prices-1.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        AFile("prices-2.csv", PriceFile.Header + "A;2026-09-18;2;1\n");

        var result = await LoadedAsync(Load with { Mask = "prices-?.csv" });

        Assert.Equal([(1L, 0L), (0L, 1L)], result.Files.Select(file => (file.Counts.New, file.Counts.Updated)));
        Assert.Equal(["A|2"], Rows("SELECT ticker, close FROM price"));
    }

    [Fact]
    public async Task Names_with_quotes_and_words_of_sql_are_names()
    {
        Execute("""CREATE TABLE "select ""x""; --" ("order" TEXT PRIMARY KEY, "a""b" TEXT)""");
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        var load = Load with
        {
            Table = "select \"x\"; --",
            Key = ["order"],
            Columns = [
                new LoadColumn { Column = "order", Field = "ticker" }, new LoadColumn { Column = "a\"b", Field = "close", Type = FieldType.Decimal },
            ],
        };

        Assert.Equal(1, (await CountsAsync(load)).New);
        Assert.Equal(["A|1"], Rows("""SELECT * FROM "select ""x""; --" """));
    }

    [Fact]
    public async Task What_the_run_knows_can_be_written_too()
    {
        Execute(
            "CREATE TABLE seen (ticker TEXT PRIMARY KEY, ordered TEXT, dated TEXT, " +
            "file TEXT, routine TEXT, run INTEGER, token INTEGER, one NUMERIC)");
        AFile("prices-20260917.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        var load = Load with
        {
            Table = "seen",
            Mask = "prices-{date:yyyyMMdd}.csv",
            LookBack = 1,
            Key = ["ticker"],
            Columns =
            [
                new LoadColumn { Column = "ticker", Field = "ticker" },
                new LoadColumn { Column = "ordered", Context = ContextValue.OrderDate },
                new LoadColumn { Column = "dated", Context = ContextValue.FileDate },
                new LoadColumn { Column = "file", Context = ContextValue.FileName },
                new LoadColumn { Column = "routine", Context = ContextValue.Routine },
                new LoadColumn { Column = "run", Context = ContextValue.Run },
                new LoadColumn { Column = "token", Context = ContextValue.Token },
                new LoadColumn { Column = "one", Constant = "1.50", Type = FieldType.Decimal },
            ],
        };

        await CountsAsync(load);

        Assert.Equal(["A|2026-09-18|2026-09-17|prices-20260917.csv|load-prices|7|41|1.5"], Rows("SELECT * FROM seen"));
        Assert.Equal(1, (await CountsAsync(load, ARun(id: 8))).Unchanged);
    }

    [Theory]
    [InlineData("reading")]
    [InlineData("writing")]
    public async Task A_load_that_is_cancelled_leaves_nothing(string during)
    {
        AFile("prices.csv", PriceFile.Header + string.Concat(Enumerable.Range(1, 60_000).Select(i => $"T{i};2026-09-18;1;1\n")));
        using var stop = new CancellationTokenSource();
        var run = ARun(reported: message =>
        {
            if (message.StartsWith(during, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LoadAsync(Load, run, stop.Token));

        Assert.Equal(["0"], Rows("SELECT count(*) FROM price"));
    }

    [Fact]
    public async Task Progress_is_told_and_never_goes_back()
    {
        AFile("prices.csv", PriceFile.Header + string.Concat(Enumerable.Range(1, 60_000).Select(i => $"T{i};2026-09-18;1;1\n")));
        var run = ARun();

        await CountsAsync(Load, run);

        Assert.Contains(run.Reports, report => report.Message == "reading prices.csv");
        Assert.Equal("writing 60,000 rows of prices.csv", run.Reports[^1].Message);
        Assert.Equal(1, run.Reports[^1].Fraction);
        Assert.Equal(run.Reports.Select(report => report.Fraction).Order(), run.Reports.Select(report => report.Fraction));
    }

    [Fact]
    public async Task Rows_that_a_trigger_passes_over_are_none_that_were_written()
    {
        Execute("CREATE TRIGGER pass BEFORE INSERT ON price WHEN NEW.ticker = 'X' BEGIN SELECT RAISE(IGNORE); END");
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nX;2026-09-18;1;1\nB;2026-09-18;1;1\n");

        Assert.Equal(new FileLoadCounts(Read: 3, New: 2, Updated: 0, Unchanged: 1, Ignored: 0, Rejected: 0), await CountsAsync(Load));
    }

    [Fact]
    public async Task A_rule_that_rolls_everything_back_for_one_row_is_named_and_nothing_is_loaded()
    {
        Execute("CREATE TRIGGER stop BEFORE INSERT ON price WHEN NEW.ticker = 'X' BEGIN SELECT RAISE(ROLLBACK, 'no X here'); END");
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nX;2026-09-18;1;1\n");

        Assert.StartsWith(
            "A rule of the table 'price' rolls back everything for one row (ROLLBACK), so nothing was loaded: SQLite Error 19: 'no X here'.",
            await PermanentAsync(Load),
            StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Theory]
    [InlineData("NOCASE", "petrobras pn")]
    [InlineData("RTRIM", "Petrobras PN   ")]
    public async Task A_text_in_other_letters_is_written_whatever_the_column_takes_for_equal(string collation, string before)
    {
        Execute($"CREATE TABLE stock (ticker TEXT PRIMARY KEY, name TEXT COLLATE {collation}); INSERT INTO stock VALUES ('PETR4', '{before}')");
        AFile("prices.csv", "ticker;name\nPETR4;Petrobras PN\n");

        Assert.Equal(1, (await CountsAsync(Stocks)).Updated);
        Assert.Equal(["Petrobras PN"], Rows("SELECT name FROM stock"));
        Assert.Equal(1, (await CountsAsync(Stocks)).Unchanged);
    }

    [Fact]
    public async Task A_row_that_the_keys_index_takes_for_the_same_is_not_new()
    {
        Execute("CREATE TABLE stock (ticker TEXT, name TEXT); CREATE UNIQUE INDEX u ON stock (ticker COLLATE NOCASE)");
        Execute("INSERT INTO stock VALUES ('PETR4', 'old')");
        AFile("prices.csv", "ticker;name\npetr4;new\n");

        Assert.Equal(new FileLoadCounts(Read: 1, New: 0, Updated: 1, Unchanged: 0, Ignored: 0, Rejected: 0), await CountsAsync(Stocks));
        Assert.Equal(["PETR4|new"], Rows("SELECT * FROM stock"));
    }

    private LoadFile Stocks => Load with
    {
        Table = "stock",
        Key = ["ticker"],
        Columns = [new LoadColumn { Column = "ticker", Field = "ticker" }, new LoadColumn { Column = "name", Field = "name" }],
    };
}
