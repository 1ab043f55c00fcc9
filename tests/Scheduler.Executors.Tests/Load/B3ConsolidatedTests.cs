using System.Text;
using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>TradeInformationConsolidatedFile as B3 publishes it: a status line, decimal comma, Latin-1, empty where nothing traded.</summary>
public sealed class B3ConsolidatedTests : LoadingTest
{
    private const string Table = """
        CREATE TABLE price (ticker TEXT NOT NULL, day TEXT NOT NULL, source TEXT NOT NULL, low TEXT, high TEXT, close TEXT, volume TEXT,
                            loaded_by INTEGER, PRIMARY KEY (ticker, day, source)) WITHOUT ROWID
        """;

    private const string Header =
        "RptDt;TckrSymb;ISIN;SgmtNm;MinPric;MaxPric;TradAvrgPric;LastPric;OscnPctg;AdjstdQt;AdjstdQtTax;RefPric;TradQty;FinInstrmQty;NtlFinVol\r\n";

    private const string Rows4 =
        "2026-09-18;03BK11;BR03BKCTF019;FORWARD;51,59;51,7;51,66;51,59;0;;;;3;250;12917,45\r\n" +
        "2026-09-18;CCME11;BRCCMECTF007;CASH;8,6;8,89;8,7;8,61;-1,71;;;;547;21878;189223,32\r\n" +
        "2026-06-19;DI1F27;BRBMEFD1I4Z0;FINANCIAL;14,225;14,265;14,249;14,255;0,06;93109,37;14,256;;9681;286656;26691234687,86\r\n" +
        "2026-06-18;DI1N26;BR;FINANCIAL;;;;;;99528,37;14,153;;;;\r\n";

    public B3ConsolidatedTests() => Execute(Table);

    private LoadFile Load => new()
    {
        Database = "prices",
        Table = "price",
        Folder = Inbox,
        Mask = "TradeInformationConsolidatedFile_{date:yyyyMMdd}_*.csv",
        Encoding = FileEncoding.Latin1,
        Csv = new CsvFormat(),
        FirstLine = "Status do Arquivo: Final",
        DecimalSign = ',',
        Columns =
        [
            new LoadColumn { Column = "ticker", Field = "TckrSymb" },
            new LoadColumn { Column = "day", Field = "RptDt", Type = FieldType.Date },
            new LoadColumn { Column = "source", Constant = "B3" },
            new LoadColumn { Column = "low", Field = "MinPric", Type = FieldType.Decimal },
            new LoadColumn { Column = "high", Field = "MaxPric", Type = FieldType.Decimal },
            new LoadColumn { Column = "close", Field = "LastPric", Type = FieldType.Decimal },
            new LoadColumn { Column = "volume", Field = "NtlFinVol", Type = FieldType.Decimal },
            new LoadColumn { Column = "loaded_by", Context = ContextValue.Run },
        ],
        Key = ["ticker", "day", "source"],
        Keep = [new RowCondition { Field = "MaxPric", Present = true }],
    };

    [Fact]
    public async Task Rows_with_a_price_are_loaded_and_the_others_ignored()
    {
        ADay("Status do Arquivo: Final", Header + Rows4);

        Assert.Equal(new FileLoadCounts(Read: 4, New: 3, Updated: 0, Unchanged: 0, Ignored: 1, Rejected: 0), await CountsAsync(Load));

        Assert.Equal(
            [
                "03BK11|2026-09-18|B3|51.59|51.7|51.59|12917.45|7",
                "CCME11|2026-09-18|B3|8.6|8.89|8.61|189223.32|7",
                "DI1F27|2026-06-19|B3|14.225|14.265|14.255|26691234687.86|7",
            ],
            Rows("SELECT * FROM price ORDER BY ticker"));
    }

    [Fact]
    public async Task Loading_twice_changes_nothing()
    {
        ADay("Status do Arquivo: Final", Header + Rows4);
        await CountsAsync(Load);

        Assert.Equal(new FileLoadCounts(Read: 4, New: 0, Updated: 0, Unchanged: 3, Ignored: 1, Rejected: 0), await CountsAsync(Load));
    }

    [Fact]
    public async Task Another_run_alone_is_no_change_and_leaves_the_rows_with_the_run_that_wrote_them()
    {
        ADay("Status do Arquivo: Final", Header + Rows4);
        await CountsAsync(Load);
        Execute("UPDATE price SET loaded_by = 1");

        Assert.Equal(3, (await CountsAsync(Load)).Unchanged);

        Assert.Equal(["1"], Rows("SELECT DISTINCT loaded_by FROM price"));
    }

    [Fact]
    public async Task A_corrected_file_updates_what_it_corrects()
    {
        ADay("Status do Arquivo: Final", Header + Rows4);
        await CountsAsync(Load);
        Execute("UPDATE price SET loaded_by = 1");
        ADay("Status do Arquivo: Final", Header + Rows4.Replace("8,61", "8,62", StringComparison.Ordinal));

        Assert.Equal(new FileLoadCounts(Read: 4, New: 0, Updated: 1, Unchanged: 2, Ignored: 1, Rejected: 0), await CountsAsync(Load));

        Assert.Equal(["CCME11|8.62|7"], Rows("SELECT ticker, close, loaded_by FROM price WHERE loaded_by <> 1"));
    }

    [Fact]
    public async Task A_partial_file_is_not_available_yet()
    {
        ADay("Status do Arquivo: Parcial", Header + Rows4);

        var message = await NotAvailableAsync(Load);

        Assert.Contains("the first line is 'Status do Arquivo: Parcial', not 'Status do Arquivo: Final'", message, StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    [Fact]
    public async Task A_file_with_its_header_alone_loads_no_rows()
    {
        ADay("Status do Arquivo: Final", Header);

        Assert.Equal(FileLoadCounts.None, await CountsAsync(Load));
    }

    [Fact]
    public async Task A_file_with_its_header_alone_is_not_available_yet_where_rows_are_asked_for()
    {
        ADay("Status do Arquivo: Final", Header);

        Assert.Contains("has 0 data lines; MinimumRows is 1", await NotAvailableAsync(Load with { MinimumRows = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_is_gone_fails_the_load_and_is_named_beside_those_that_are_there()
    {
        ADay("Status do Arquivo: Final", Header.Replace("LastPric", "ClsgPric", StringComparison.Ordinal) + Rows4);

        var message = await PermanentAsync(Load);

        Assert.Contains("the header in line 2 has no column 'LastPric'. It is: RptDt;TckrSymb;ISIN;", message, StringComparison.Ordinal);
        Assert.Empty(Rows("SELECT * FROM price"));
    }

    private void ADay(string status, string rest) =>
        AFile("TradeInformationConsolidatedFile_20260918_1.csv", $"{status}\r\n{rest}", Encoding.Latin1);
}
