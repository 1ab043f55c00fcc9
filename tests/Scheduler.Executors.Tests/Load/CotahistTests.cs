using System.Diagnostics;
using System.Text;
using RoutineScheduler.Core.Tests;
using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>B3's historical quotes: fixed width, 245 columns, header, data and a trailer that counts.</summary>
public sealed class CotahistTests : LoadingTest
{
    public CotahistTests() => Execute(
        """
        CREATE TABLE quote (day TEXT, ticker TEXT, market TEXT, term TEXT, open TEXT, high TEXT, low TEXT, average TEXT, close TEXT,
                            quantity INTEGER, volume TEXT, isin TEXT);
        CREATE UNIQUE INDEX quote_key ON quote (ticker, day, market, term);
        """);

    private LoadFile Load => new()
    {
        Database = "prices",
        Table = "quote",
        Folder = Inbox,
        Mask = "COTAHIST_D{date:ddMMyyyy}.TXT",
        Encoding = FileEncoding.Latin1,
        FixedWidth = new FixedWidthFormat { LineLength = 245 },
        Records = new RecordTypes { Header = "00", Data = "01", Trailer = new Trailer { Prefix = "99", CountAt = 32, CountTo = 42 } },
        Columns =
        [
            new LoadColumn { Column = "day", At = 3, To = 10, Type = FieldType.Date, Format = "yyyyMMdd" },
            new LoadColumn { Column = "ticker", At = 13, To = 24 },
            new LoadColumn { Column = "market", At = 25, To = 27 },
            new LoadColumn { Column = "term", At = 50, To = 52, WhenEmpty = "000" },   // one ticker has several terms on the term market
            Price("open", 57, 69),
            Price("high", 70, 82),
            Price("low", 83, 95),
            Price("average", 96, 108),
            Price("close", 109, 121),
            new LoadColumn { Column = "quantity", At = 153, To = 170, Type = FieldType.Integer },
            Price("volume", 171, 188),
            new LoadColumn { Column = "isin", At = 231, To = 242 },
        ],
        Key = ["ticker", "day", "market", "term"],
    };

    [Fact]
    public async Task A_file_of_our_own_is_loaded_and_its_prices_are_in_reais()
    {
        AFile(
            "COTAHIST_D18092026.TXT", Cotahist([Quote("PETR4", close: 3712), Quote("VALE3", close: 5), Quote("ABEV3", close: 100)]), Encoding.Latin1);

        Assert.Equal(new FileLoadCounts(Read: 3, New: 3, Updated: 0, Unchanged: 0, Ignored: 0, Rejected: 0), await CountsAsync(Load));

        Assert.Equal(
            ["ABEV3|2026-09-18|010|1|100", "PETR4|2026-09-18|010|37.12|100", "VALE3|2026-09-18|010|0.05|100"],
            Rows("SELECT ticker, day, market, close, quantity FROM quote ORDER BY ticker"));
    }

    [Theory]
    [InlineData(TrailerCount.AllRecords, 5)]
    [InlineData(TrailerCount.DataRecords, 3)]
    public async Task A_trailer_may_count_all_records_or_the_data(TrailerCount counts, int claimed)
    {
        AFile("COTAHIST_D18092026.TXT", Cotahist([Quote("PETR4"), Quote("VALE3"), Quote("ABEV3")], claimed), Encoding.Latin1);
        var load = Load;

        var outcome = await CountsAsync(load with { Records = load.Records! with { Trailer = load.Records.Trailer! with { Counts = counts } } });

        Assert.Equal(3, outcome.New);
    }

    [Fact]
    public async Task A_trailer_that_lies_fails_the_load_whole()
    {
        AFile("COTAHIST_D18092026.TXT", Cotahist([Quote("PETR4"), Quote("VALE3")], claimed: 9), Encoding.Latin1);

        var message = await PermanentAsync(Load);

        Assert.Contains(
            "the trailer in line 4 says '00000000009' records, header and trailer included; the file has 4 (2 data lines)", message,
            StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM quote"));
    }

    [Fact]
    public async Task A_file_without_its_trailer_was_cut()
    {
        var text = Cotahist([Quote("PETR4"), Quote("VALE3")]);
        AFile("COTAHIST_D18092026.TXT", text[..text.LastIndexOf("99COTAHIST", StringComparison.Ordinal)], Encoding.Latin1);

        Assert.Contains(
            "has no trailer (a line that begins with '99') after 2 data lines: it was cut", await PermanentAsync(Load), StringComparison.Ordinal);
        Assert.Equal(2, (await CountsAsync(Load with { CheckTrailer = false })).New);
    }

    [Fact]
    public async Task A_line_after_the_trailer_fails_the_load()
    {
        AFile("COTAHIST_D18092026.TXT", Cotahist([Quote("PETR4")]) + Quote("VALE3") + "\r\n", Encoding.Latin1);

        Assert.Contains("line 4 comes after the trailer in line 3", await PermanentAsync(Load), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_another_length_or_kind_is_rejected_with_its_number()
    {
        AFile("COTAHIST_D18092026.TXT", Cotahist([Quote("PETR4"), Quote("VALE3")[..200], "02" + Quote("ABEV3")[2..]]), Encoding.Latin1);

        var outcome = await LoadAsync(Load);

        Assert.Equal(new FileLoadCounts(Read: 3, New: 1, Updated: 0, Unchanged: 0, Ignored: 0, Rejected: 2), ResultOf(outcome).Counts);
        Assert.Collection(
            RejectsOf(outcome),
            line => Assert.StartsWith("COTAHIST_D18092026.TXT;3;has 200 positions, not 245;01", line, StringComparison.Ordinal),
            line => Assert.StartsWith("COTAHIST_D18092026.TXT;4;begins with none of '00', '01', '99';02", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_real_file_is_refused_because_its_trailer_counts_lines_that_are_gone()
    {
        File.Copy(Real, Path.Combine(Inbox, "COTAHIST_D04012016.TXT"));

        var message = await PermanentAsync(Load, ARun(new(2016, 1, 4)));

        Assert.Contains(
            "line 506 says '00000001745' records, header and trailer included; the file has 506 (504 data lines)", message, StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM quote"));
    }

    [Fact]
    public async Task The_real_file_loads_504_records_where_the_trailer_is_not_checked()
    {
        File.Copy(Real, Path.Combine(Inbox, "COTAHIST_D04012016.TXT"));
        var load = Load with { CheckTrailer = false };

        Assert.Equal(
            new FileLoadCounts(Read: 504, New: 504, Updated: 0, Unchanged: 0, Ignored: 0, Rejected: 0),
            await CountsAsync(load, ARun(new(2016, 1, 4))));
        Assert.Equal(["504"], Rows("SELECT count(*) FROM quote"));
        Assert.Equal(["41.5|42.2|41.5|42.13|42.08"], Rows("SELECT open, high, low, average, close FROM quote WHERE ticker = 'AAPL34'"));
        Assert.Equal(504, (await CountsAsync(load, ARun(new(2016, 1, 4)))).Unchanged);
    }

    [Fact]
    public async Task The_real_files_values_are_those_that_awk_takes_from_it()
    {
        File.Copy(Real, Path.Combine(Inbox, "COTAHIST_D04012016.TXT"));
        await CountsAsync(Load with { CheckTrailer = false }, ARun(new(2016, 1, 4)));

        var loaded = Rows(
            """
            SELECT replace(day, '-', ''), ticker, market, printf('%.2f', open), printf('%.2f', high), printf('%.2f', low), printf('%.2f', average),
                   printf('%.2f', close), quantity, printf('%.2f', volume), isin
              FROM quote
            """);

        Assert.Equal(ByAwk().Order(StringComparer.Ordinal), loaded.Order(StringComparer.Ordinal));
    }

    private static string Real => OracleData.File("b3", "COTAHIST_D04012016.TXT");

    private static LoadColumn Price(string column, int at, int to) =>
        new() { Column = column, At = at, To = to, Type = FieldType.Decimal, ImpliedDecimals = 2 };

    private static List<string> ByAwk()
    {
        const string program = """
            function trim(s) { sub(/^ +/, "", s); sub(/ +$/, "", s); return s }
            function plain(s) { sub(/^0+/, "", s); return s == "" ? "0" : s }
            function reais(s) { return plain(substr(s, 1, length(s) - 2)) "." substr(s, length(s) - 1) }
            substr($0, 1, 2) == "01" {
              print substr($0, 3, 8) "|" trim(substr($0, 13, 12)) "|" substr($0, 25, 3) "|" reais(substr($0, 57, 13)) "|" \
                    reais(substr($0, 70, 13)) "|" reais(substr($0, 83, 13)) "|" reais(substr($0, 96, 13)) "|" reais(substr($0, 109, 13)) "|" \
                    plain(substr($0, 153, 18)) "|" reais(substr($0, 171, 18)) "|" substr($0, 231, 12)
            }
            """;
        var start = new ProcessStartInfo("awk") { RedirectStandardOutput = true, ArgumentList = { program, Real } };
        using var awk = Process.Start(start)!;
        var lines = awk.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        awk.WaitForExit();
        Assert.Equal(0, awk.ExitCode);
        return [.. lines];
    }

    private static string Cotahist(IReadOnlyList<string> quotes, int? claimed = null) =>
        $"{"00COTAHIST.2026BOVESPA 20260918",-245}\r\n" +
        string.Concat(quotes.Select(quote => quote + "\r\n")) +
        $"{$"99COTAHIST.2026BOVESPA 20260918{claimed ?? (quotes.Count + 2):D11}",-245}\r\n";

    private static string Quote(string ticker, long close = 4208)
    {
        var line = new StringBuilder(new string(' ', 245));
        void Put(int at, string text)
        {
            for (var i = 0; i < text.Length; i++)
            {
                line[at - 1 + i] = text[i];
            }
        }

        Put(1, "0120260918");
        Put(11, "02");
        Put(13, ticker);
        Put(25, "010");
        foreach (var at in new[] { 57, 70, 83, 96, 109 })
        {
            Put(at, $"{close:D13}");
        }

        Put(153, $"{100:D18}");
        Put(171, $"{close * 100:D18}");
        Put(231, "BRPETRACNPR6");
        return line.ToString();
    }
}
