using System.Text;
using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>inf_diario_fi of the CVM: its header changed over the years, its content is rewritten through the month.</summary>
public sealed class CvmFundsTests : LoadingTest
{
    private const string Old =
        "TP_FUNDO;CNPJ_FUNDO;DT_COMPTC;VL_TOTAL;VL_QUOTA;VL_PATRIM_LIQ;CAPTC_DIA;RESG_DIA;NR_COTST\r\n" +
        "FI;00.017.024/0001-53;2023-01-02;1082363.52;29.384827300000;1082363.52;0.00;0.00;1\r\n" +
        "FIF AÇÕES;00.068.305/0001-35;2023-01-02;64219.10;13.001250000000;64219.10;100.00;;3\r\n";

    private const string New =
        "TP_FUNDO_CLASSE;CNPJ_FUNDO_CLASSE;ID_SUBCLASSE;DT_COMPTC;VL_TOTAL;VL_QUOTA;VL_PATRIM_LIQ;CAPTC_DIA;RESG_DIA;NR_COTST\r\n" +
        "CLASSES - FIF;00.017.024/0001-53;ABC12;2023-01-02;1082363.52;29.3848273;1082363.52;0;0;1\r\n";

    private const string Archive =
        "CNPJ_FUNDO;DT_COMPTC;VL_TOTAL;VL_QUOTA;VL_PATRIM_LIQ;CAPTC_DIA;RESG_DIA;NR_COTST\r\n" +
        "00.017.024/0001-53;2000-01-03;1.00;1.000000000000;1.00;0.00;0.00;1\r\n";

    public CvmFundsTests() => Execute(
        "CREATE TABLE quota (fund TEXT NOT NULL, day TEXT NOT NULL, kind TEXT, subclass TEXT, " +
        "quota TEXT NOT NULL, redeemed TEXT, holders INTEGER, UNIQUE (fund, day))");

    private LoadFile Load => new()
    {
        Database = "prices",
        Table = "quota",
        Folder = Inbox,
        Mask = "inf_diario_fi_*.csv",
        Encoding = FileEncoding.Latin1,
        Csv = new CsvFormat(),
        Columns =
        [
            new LoadColumn { Column = "fund", Field = "CNPJ_FUNDO_CLASSE", OtherNames = ["CNPJ_FUNDO"] },
            new LoadColumn { Column = "day", Field = "DT_COMPTC", Type = FieldType.Date },
            new LoadColumn { Column = "kind", Field = "TP_FUNDO_CLASSE", OtherNames = ["TP_FUNDO"], Optional = true },
            new LoadColumn { Column = "subclass", Field = "ID_SUBCLASSE", Optional = true },
            new LoadColumn { Column = "quota", Field = "VL_QUOTA", Type = FieldType.Decimal },
            new LoadColumn { Column = "redeemed", Field = "RESG_DIA", Type = FieldType.Decimal },
            new LoadColumn { Column = "holders", Field = "NR_COTST", Type = FieldType.Integer },
        ],
        Key = ["fund", "day"],
    };

    [Fact]
    public async Task Each_of_the_headers_of_the_years_is_read_by_name()
    {
        AFile("inf_diario_fi_200001.csv", Archive, Encoding.Latin1);
        AFile("inf_diario_fi_202301.csv", Old, Encoding.Latin1);
        AFile("inf_diario_fi_202302.csv", New.Replace("2023-01-02", "2023-02-01", StringComparison.Ordinal), Encoding.Latin1);

        Assert.Equal(new FileLoadCounts(Read: 4, New: 4, Updated: 0, Unchanged: 0, Ignored: 0, Rejected: 0), await CountsAsync(Load));

        Assert.Equal(
            [
                "00.017.024/0001-53|2000-01-03|∅|∅|1|0|1",
                "00.017.024/0001-53|2023-01-02|FI|∅|29.3848273|0|1",
                "00.017.024/0001-53|2023-02-01|CLASSES - FIF|ABC12|29.3848273|0|1",
                "00.068.305/0001-35|2023-01-02|FIF AÇÕES|∅|13.00125|∅|3",   // nobody said that nothing was redeemed
            ],
            Rows("SELECT * FROM quota ORDER BY fund, day"));
    }

    [Fact]
    public async Task A_month_written_anew_with_the_other_header_updates_only_what_is_different()
    {
        AFile("inf_diario_fi_202301.csv", Old, Encoding.Latin1);
        await CountsAsync(Load);
        AFile("inf_diario_fi_202301.csv", New, Encoding.Latin1);

        // The subclass is new.
        Assert.Equal(new FileLoadCounts(Read: 1, New: 0, Updated: 1, Unchanged: 0, Ignored: 0, Rejected: 0), await CountsAsync(Load));
        Assert.Equal(2, Rows("SELECT * FROM quota").Count);
    }

    [Fact]
    public async Task Zeros_behind_the_point_are_no_change()
    {
        AFile("inf_diario_fi_202301.csv", Old, Encoding.Latin1);
        await CountsAsync(Load);
        Execute("UPDATE quota SET quota = quota || '000' WHERE instr(quota, '.') > 0");

        Assert.Equal(2, (await CountsAsync(Load)).Unchanged);
        Assert.Equal(["13.00125000", "29.3848273000"], Rows("SELECT quota FROM quota ORDER BY quota"));
    }
}
