using System.Text;
using Microsoft.Data.Sqlite;
using RoutineScheduler.Executors.Load;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

public sealed class BadFileTests : LoadingTest
{
    public BadFileTests() => Execute(PriceFile.Table);

    private LoadFile Load => PriceFile.In(Inbox);

    [Fact]
    public async Task Latin_1_read_as_utf_8_fails_with_the_line_and_the_byte()
    {
        var path = AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nAÇÃO;2026-09-18;1;1\n", Encoding.Latin1);

        Assert.Equal(
            $"{path}: line 3: the byte at offset {PriceFile.Header.Length + 18} (0xC7) is not UTF-8; if the file is Latin-1, set Encoding to Latin1.",
            await PermanentAsync(Load));
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Theory]
    [InlineData(FileEncoding.Utf8)]
    [InlineData(FileEncoding.Latin1)]
    public async Task A_wrong_byte_deep_in_a_file_is_found_by_line_and_offset(FileEncoding encoding)
    {
        // Long enough for several chunks, with characters of two bytes that chunks cut anywhere.
        var good = Enumerable.Range(0, 40_000).Select(i => $"É{i}{new string('x', i % 7)};2026-09-18;1;1\n").ToList();
        var right = encoding == FileEncoding.Utf8 ? new UTF8Encoding(false) : Encoding.Latin1;
        var before = right.GetBytes(PriceFile.Header + string.Concat(good));
        var path = AFile("prices.csv", "");
        await File.WriteAllBytesAsync(path, before, Cancel);
        Assert.Equal(40_000, (await CountsAsync(Load with { Encoding = encoding })).New);

        await File.WriteAllBytesAsync(path, [.. before, (byte)'A', 0, (byte)'\n'], Cancel);
        Assert.Equal(
            $"{path}: line 40002: the byte at offset {before.Length + 1} is zero: this is no text, or it is UTF-16.",
            await PermanentAsync(Load with { Encoding = encoding }));
        if (encoding == FileEncoding.Utf8)
        {
            await File.WriteAllBytesAsync(path, [.. before, (byte)'A', 0xE1, (byte)';'], Cancel);
            Assert.Contains(
                $"line 40002: the byte at offset {before.Length + 1} (0xE1) is not UTF-8", await PermanentAsync(Load), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_character_that_the_end_of_the_file_cuts_is_not_utf_8()
    {
        var path = AFile("prices.csv", "");
        await File.WriteAllBytesAsync(path, [.. Encoding.UTF8.GetBytes(PriceFile.Header + "A"), 0xC3], Cancel);

        Assert.Contains("line 2: the byte at offset", await PermanentAsync(Load), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf_8_read_as_latin_1_fails_with_the_character()
    {
        AFile("prices.csv", PriceFile.Header + "AÇÃO;2026-09-18;1;1\n");

        Assert.Contains(
            "line 2: the byte at offset 25 begins 'Ç' in UTF-8 and 'Ã\\x87' in Latin-1, as which it is read, and all of its line could be UTF-8. " +
            "If all of the file is, set Encoding to Utf8; if this line alone, mend it.",
            await PermanentAsync(Load with { Encoding = FileEncoding.Latin1 }),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_of_utf_8_is_no_part_of_the_header()
    {
        AFile("prices.csv", PriceFile.Header + "AÇÃO;2026-09-18;1;1\n", new UTF8Encoding(true));

        Assert.Equal(1, (await CountsAsync(Load)).New);
        Assert.Equal(["AÇÃO"], Rows("SELECT ticker FROM price"));
        Assert.Contains(
            "begins with a byte order mark of UTF-8", await PermanentAsync(Load with { Encoding = FileEncoding.Latin1 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf_16_is_refused()
    {
        AFile("prices.csv", PriceFile.Header, Encoding.Unicode);

        Assert.Contains("begins with a byte order mark of UTF-16", await PermanentAsync(Load), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zip_archive_is_told_to_be_unzipped()
    {
        AFile("prices.csv", "PK\x03\x04 and so on");

        Assert.Contains("is a zip archive; let the download unzip it", await PermanentAsync(Load), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_columns_that_are_missing_are_named_at_once_with_their_other_names()
    {
        AFile("prices.csv", "Ticker;date;LastPric\n");
        var day = new LoadColumn { Column = "day", Field = "day", OtherNames = ["dia"] };
        var load = Load with { Columns = [.. Load.Columns.Where(column => column.Column != "day"), day] };

        var message = await PermanentAsync(load);

        Assert.Contains(
            "the header in line 1 has no column 'close', no column 'volume', no column 'day' or 'dia'. It is: Ticker;date;LastPric", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_is_there_twice_is_refused()
    {
        AFile("prices.csv", "ticker;day;close;volume;Close\nA;2026-09-18;1;1;2\n");

        Assert.Contains("'close' (it is there more than once)", await PermanentAsync(Load), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_among_others()
    {
        AFile("prices.csv", "x; VOLUME ;day;y;Close;ticker\n?;5;2026-09-18;?;1.5;A\n");

        await CountsAsync(Load);

        Assert.Equal(["A|2026-09-18|1.5|5"], Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task An_empty_file_has_no_header()
    {
        AFile("prices.csv", "");

        Assert.Contains("has no header: it is empty", await PermanentAsync(Load), StringComparison.Ordinal);
        Assert.Contains("is empty; MinimumRows is 1", await NotAvailableAsync(Load with { MinimumRows = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "needs mkfifo, which makes a pipe with a name");
        using (var made = System.Diagnostics.Process.Start("/usr/bin/mkfifo", Path.Combine(Inbox, "prices.csv")))
        {
            await made.WaitForExitAsync(Cancel);
        }

        Assert.Contains("has no header: it is empty", await PermanentAsync(Load), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_lines_stand_with_line_reason_and_text_in_an_artifact()
    {
        AFile(
            "prices.csv",
            PriceFile.Header + "A;2026-09-18;1,5;1\nB;18/09/2026;1;1\nC;2026-09-18;1\nD;2026-09-18;1;1.5\nE;2026-02-30;1;1\nF;2026-09-18;1;1\n");

        var outcome = await LoadAsync(Load);

        Assert.Equal(new FileLoadCounts(Read: 6, New: 1, Updated: 0, Unchanged: 0, Ignored: 0, Rejected: 5), ResultOf(outcome).Counts);
        Assert.Equal(
            [
                "prices.csv;2;'close': '1,5' is not a number with the decimal sign '.' (',' at its position 2);\"A;2026-09-18;1,5;1\"",
                "prices.csv;3;'day': '18/09/2026' is not a date like yyyy-MM-dd;\"B;18/09/2026;1;1\"",
                "prices.csv;4;has 3 fields, the header 4;\"C;2026-09-18;1\"",
                "prices.csv;5;'volume': '1.5' is not a whole number;\"D;2026-09-18;1;1.5\"",
                "prices.csv;6;'day': '2026-02-30' is not a date like yyyy-MM-dd;\"E;2026-02-30;1;1\"",
            ],
            RejectsOf(outcome));
    }

    [Fact]
    public async Task More_rejects_than_allowed_fail_the_load_whole_and_are_shown_all_the_same()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;x;1;1\nC;x;1;1\nD;x;1;1\nE;2026-09-18;1;1\n");

        Assert.Equal(2, (await CountsAsync(Load with { MaxRejects = 3 })).New);
        Execute("DELETE FROM price");
        var outcome = await LoadAsync(Load with { MaxRejects = 2 }, ARun(id: 8));

        var message = Assert.IsType<AttemptOutcome.PermanentFailure>(outcome).Message;
        Assert.StartsWith(
            "More lines are rejected than MaxRejects allows (2), so nothing was loaded. prices.csv, line 3: 'day': 'x' is not a date", message,
            StringComparison.Ordinal);
        Assert.Equal(3, RejectsOf(outcome).Length);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task Rejects_of_the_database_count_too_and_take_everything_back()
    {
        Execute("DROP TABLE price; CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER CHECK (volume < 10), UNIQUE (ticker, day))");
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;1;10\n");

        Assert.Contains("CHECK constraint failed", await PermanentAsync(Load with { MaxRejects = 0 }), StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task A_quote_that_is_not_closed_costs_one_line_and_not_the_rest_of_the_file()
    {
        AFile(
            "prices.csv",
            PriceFile.Header +
            "\"A\";2026-09-18;1;1\n\"B;2026-09-18;1;1\nC;2026-09-18;1;1\n\"D\"x;2026-09-18;1;1\n\"E;\"\"e\"\"\";2026-09-18;1;1\nF " +
            "\"f\";2026-09-18;1;1\n");

        var outcome = await LoadAsync(Load);

        Assert.Equal(["A", "C", "E;\"e\"", "F \"f\""], Rows("SELECT ticker FROM price ORDER BY ticker"));
        Assert.Collection(
            RejectsOf(outcome),
            line => Assert.StartsWith(
                "prices.csv;3;has a quote that is not closed; if quotes mean nothing here, set Csv.Quote to null", Unquoted(line),
                StringComparison.Ordinal),
            line => Assert.StartsWith("prices.csv;5;has text after a closing quote", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Quotes_that_mean_nothing_are_text()
    {
        AFile("prices.csv", PriceFile.Header + "\"A;2026-09-18;1;1\n");

        await CountsAsync(Load with { Csv = new CsvFormat { Quote = null } });

        Assert.Equal(["\"A"], Rows("SELECT ticker FROM price"));
    }

    [Fact]
    public async Task A_quoted_field_may_go_on_in_the_next_line_where_that_is_allowed()
    {
        AFile("prices.csv", PriceFile.Header + "\"A\nB\";2026-09-18;1;1\nC;x;1;1\n");

        var outcome = await LoadAsync(Load with { Csv = new CsvFormat { QuotedLineBreaks = true } });

        Assert.Equal(["A\nB"], Rows("SELECT ticker FROM price"));
        Assert.StartsWith("prices.csv;4;", Assert.Single(RejectsOf(outcome)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_line_breaks_is_not_read_into_memory()
    {
        AFile("prices.csv", PriceFile.Header + new string('x', 5_000_000));

        var told = $"line 2 is too long. A line may have 1 MiB. The line begins: {new string('x', 80)}";
        Assert.EndsWith(told, await PermanentAsync(Load), StringComparison.Ordinal);
        Assert.EndsWith(told, await PermanentAsync(Load with { Csv = new CsvFormat { QuotedLineBreaks = true } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_before_the_header_are_skipped_and_counted_in_line_numbers()
    {
        AFile("prices.csv", "one\n\"two\n\n" + PriceFile.Header + "A;x;1;1\n");

        Assert.StartsWith("prices.csv;5;", Assert.Single(RejectsOf(await LoadAsync(Load with { SkipLines = 3 }))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_csv_without_header_goes_by_the_number_of_the_field()
    {
        AFile("prices.csv", "A,2026-09-18,x,1.5\n");
        var load = Load with
        {
            Csv = new CsvFormat { HasHeader = false, Delimiter = ',' },
            Columns =
            [
                new LoadColumn { Column = "ticker", At = 1 },
                new LoadColumn { Column = "day", At = 2, Type = FieldType.Date },
                new LoadColumn { Column = "close", At = 4, Type = FieldType.Decimal },
            ],
        };

        await CountsAsync(load);

        Assert.Equal(["A|2026-09-18|1.5"], Rows("SELECT ticker, day, close FROM price"));
    }

    [Fact]
    public async Task A_line_that_ends_before_the_fields_asked_for_is_rejected()
    {
        AFile("prices.csv", "A,2026-09-18,1\nB,2026-09-18\n");
        LoadColumn[] columns =
        [
            new() { Column = "ticker", At = 1 },
            new() { Column = "day", At = 2, Type = FieldType.Date },
            new() { Column = "close", At = 3, Type = FieldType.Decimal },
        ];
        var csv = Load with { Csv = new CsvFormat { HasHeader = false, Delimiter = ',' }, Columns = columns };
        Assert.Contains(
            ";2;has 2 fields; the field 3 is asked for;", Unquoted(Assert.Single(RejectsOf(await LoadAsync(csv)))), StringComparison.Ordinal);

        AFile("prices.csv", "A2026-09-18  1.5\nB2026-09-18\n");
        var fixedWidth = Load with
        {
            Csv = null,
            FixedWidth = new FixedWidthFormat(),
            Columns = [columns[0], columns[1] with { At = 2, To = 11 }, columns[2] with { At = 12, To = 16 }],
        };
        Assert.Contains(
            ";2;has 11 positions; fields reach to 16;", Unquoted(Assert.Single(RejectsOf(await LoadAsync(fixedWidth, ARun(id: 8))))),
            StringComparison.Ordinal);
        Assert.Equal(["A|1.5"], Rows("SELECT ticker, close FROM price"));
    }

    [Fact]
    public async Task A_file_that_grows_while_it_is_read_is_not_available_yet()
    {
        var path = AFile("prices.csv", PriceFile.Header + string.Concat(Enumerable.Range(1, 30_000).Select(i => $"T{i};2026-09-18;1;1\n")));
        var run = ARun(reported: _ =>
        {
            using var writer = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            writer.Write("X;2026-09-18;1;1\n"u8);
        });

        Assert.Contains("changed while it was read: somebody still writes it", await NotAvailableAsync(Load, run), StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task A_database_that_is_full_fails_for_now_and_keeps_what_it_had()
    {
        Execute("INSERT INTO price VALUES ('OLD', '2026-09-17', '1', 1)");
        AFile("prices.csv", PriceFile.Header + string.Concat(Enumerable.Range(1, 30_000).Select(i => $"T{i};2026-09-18;1;1\n")));
        AtOpening = "PRAGMA max_page_count = 20";

        var outcome = Assert.IsType<AttemptOutcome.TransientFailure>(await LoadAsync(Load));

        Assert.Equal("The database 'prices': SQLite Error 13: 'database or disk is full'. Nothing was loaded.", outcome.Message);
        Assert.Equal(["OLD"], Rows("SELECT ticker FROM price"));
    }

    [Fact]
    public async Task A_foreign_key_that_points_nowhere_rejects_its_line_or_where_it_is_deferred_the_load()
    {
        const string table = "DROP TABLE price; " +
            "CREATE TABLE price (ticker TEXT REFERENCES stock{0}, day TEXT, close TEXT, volume INTEGER, UNIQUE (ticker, day))";
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;1;1\n");
        Execute("CREATE TABLE stock (ticker TEXT PRIMARY KEY); INSERT INTO stock VALUES ('A')");

        Execute(table.Replace("{0}", "", StringComparison.Ordinal));
        Assert.StartsWith("prices.csv;3;", Assert.Single(RejectsOf(await LoadAsync(Load))), StringComparison.Ordinal);

        Execute(table.Replace("{0}", " DEFERRABLE INITIALLY DEFERRED", StringComparison.Ordinal));
        Assert.Contains(
            "refused the commit, so nothing was loaded: SQLite Error 19: 'FOREIGN KEY constraint failed'", await PermanentAsync(Load),
            StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task A_csv_may_have_a_trailer_too()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;1;1\nTOTAL;3\n");
        var load =
            Load with { Records = new RecordTypes { Trailer = new Trailer { Prefix = "TOTAL", CountAt = 2, Counts = TrailerCount.DataRecords } } };

        Assert.Contains(
            "the trailer in line 4 says '3' data records; the file has 2 (2 data lines)", await PermanentAsync(load), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_read_only_fails_for_now_and_says_so()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        OtherConnectionString = new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ConnectionString;

        var outcome = Assert.IsType<AttemptOutcome.TransientFailure>(await LoadAsync(Load));

        Assert.Equal("The database 'prices': SQLite Error 8: 'attempt to write a readonly database'. Nothing was loaded.", outcome.Message);
    }

    [Fact]
    public async Task A_database_that_another_has_locked_fails_for_now_and_the_files_stay()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
        OtherConnectionString = new SqliteConnectionStringBuilder(ConnectionString) { DefaultTimeout = 1 }.ConnectionString;
        await using var other = new SqliteConnection(ConnectionString);
        await other.OpenAsync(Cancel);
        await using var writing = await other.BeginTransactionAsync(Cancel);

        var outcome = Assert.IsType<AttemptOutcome.TransientFailure>(await LoadAsync(Load with { MoveTo = Folder.At("done") }));

        Assert.Contains("database is locked", outcome.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Inbox, "prices.csv")));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20_000)]
    public async Task A_line_of_utf_8_in_a_latin_1_file_is_found_wherever_it_stands(int line)
    {
        var before = string.Concat(Enumerable.Range(2, line - 2).Select(i => $"É{i};2026-09-18;1;1\n"));
        var path = AFile("prices.csv", "");
        await File.WriteAllBytesAsync(
            path,
            [
                .. Encoding.Latin1.GetBytes(PriceFile.Header + before), .. "AÇÃO;2026-09-18;1;1\n"u8,
                .. Encoding.Latin1.GetBytes("AÇÃO;2026-09-18;1;1\n"),
            ],
            Cancel);

        Assert.Equal(
            $"{path}: line {line}: the byte at offset {PriceFile.Header.Length + before.Length + 1} begins 'Ç' in UTF-8 and 'Ã\\x87' in Latin-1, " +
            "as which it is read, and all of its line could be UTF-8. If all of the file is, set Encoding to Utf8; if this line alone, mend it.",
            await PermanentAsync(Load with { Encoding = FileEncoding.Latin1 }));
    }

    [Fact]
    public async Task A_line_of_latin_1_that_could_be_utf_8_is_told_in_both_readings()
    {
        AFile("prices.csv", PriceFile.Header + "AMANH\u00C3\u00A0;2026-09-18;1;1\nAÇÃO;2026-09-18;1;1\n", Encoding.Latin1);

        var message = await PermanentAsync(Load with { Encoding = FileEncoding.Latin1 });
        Assert.Contains("begins 'à' in UTF-8 and 'Ã\\xA0' in Latin-1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_latin_1_longer_than_a_chunk_is_read()
    {
        AFile("prices.csv", PriceFile.Header + new string('É', 200_000) + ";2026-09-18;1;1\nAÇÃO;2026-09-18;1;1\n", Encoding.Latin1);

        await CountsAsync(Load with { Encoding = FileEncoding.Latin1 });

        Assert.Equal(["4", "200000"], Rows("SELECT length(ticker) FROM price ORDER BY 1"));
    }

    [Fact]
    public async Task A_stray_quote_that_takes_the_lines_behind_it_fails_the_load()
    {
        var csv = new CsvFormat { QuotedLineBreaks = true };
        var good = string.Concat(Enumerable.Range(1, 150).Select(i => $"T{i};2026-09-18;1;1\n"));
        var path = AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;\"5 inch;1\n" + good + "C;2026-09-18;\";1\n");

        Assert.Equal(
            $"{path}: a quote in the record of line 3 goes on for 152 lines; MostLinesPerRecord is 100. The line begins: B;2026-09-18;\"5 inch;1",
            await PermanentAsync(Load with { Csv = csv }));

        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;\"5 inch;1\nC;2026-09-18;1;1\n");
        Assert.StartsWith(
            $"{path}: a quote in the record of line 3 is not closed to the end of the file, 2 lines on. The line begins: B;2026-09-18;\"5 inch;1",
            await PermanentAsync(Load with { Csv = csv }),
            StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Theory]
    [InlineData(200_000, 0, "goes on for more than 100 lines; MostLinesPerRecord is 100")]
    [InlineData(60, 40_000, "goes on for more than 1 MiB")]
    public async Task A_stray_quote_in_a_large_file_is_told_by_its_line_too(int lines, int width, string how)
    {
        var good = $"T;2026-09-18;1;1{new string(' ', width)}\n";
        var before = $"Status: Final\n{PriceFile.Header}\r\nA;2026-09-18;1;1\nB;2026-09-18;\"5 inch;1\n";
        var path = AFile("prices.csv", before + string.Concat(Enumerable.Repeat(good, lines)));

        Assert.Equal(
            $"{path}: a quote in the record of line 5 {how}. The line begins: B;2026-09-18;\"5 inch;1",
            await PermanentAsync(Load with { Csv = new CsvFormat { QuotedLineBreaks = true }, SkipLines = 1 }));
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task A_quote_that_is_not_closed_in_the_last_line_costs_that_line()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\nB;2026-09-18;\"5 inch;1\n");

        Assert.StartsWith(
            "prices.csv;3;has a quote that is not closed",
            Unquoted(Assert.Single(RejectsOf(await LoadAsync(Load with { Csv = new CsvFormat { QuotedLineBreaks = true } })))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_header_the_first_record_says_how_many_fields_there_are()
    {
        AFile("prices.csv", "A;1\nB;2;3;4\nC\nD;4\n");
        var load = Load with
        {
            Csv = new CsvFormat { HasHeader = false },
            Key = ["ticker"],
            Columns = [new LoadColumn { Column = "ticker", At = 1 }, new LoadColumn { Column = "close", At = 2, Type = FieldType.Decimal }],
        };
        Execute("DROP TABLE price; CREATE TABLE price (ticker TEXT PRIMARY KEY, close TEXT)");

        Assert.Equal(
            ["prices.csv;2;has 4 fields, line 1 2;B;2;3;4", "prices.csv;3;has 1 fields; the field 2 is asked for;C"],
            RejectsOf(await LoadAsync(load)).Select(Unquoted));
        Assert.Equal(["A|1", "D|4"], Rows("SELECT * FROM price ORDER BY 1"));
    }

    private static string Unquoted(string line) => line.Replace("\"", "", StringComparison.Ordinal);

    [Fact]
    public async Task A_rejected_lines_text_is_its_own_where_line_breaks_are_mixed()
    {
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\rB;2026-09-18;1;1\r\nA;2026-09-18;2;1\nC;2026-09-18;1;1\n");

        Assert.Equal("prices.csv;4;has the same key as line 2;A;2026-09-18;2;1", Unquoted(Assert.Single(RejectsOf(await LoadAsync(Load)))));
    }

    [Fact]
    public async Task A_header_that_has_a_column_twice_in_other_letters_is_ambiguous()
    {
        AFile("prices.csv", "TICKER;day;close;volume;ticker\nA;2026-09-18;1;1;B\n");

        Assert.Contains("'ticker' (it is there more than once)", await PermanentAsync(Load), StringComparison.Ordinal);
    }
}
