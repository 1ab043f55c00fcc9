using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

public sealed class LoadFileParametersTests
{
    private const string Json = """
        {
          "database": "prices", "table": "price", "folder": "/data/in", "mask": "TradeInformationConsolidatedFile_{date:yyyyMMdd}_*.csv",
          "lookBack": 5, "calendar": "b3", "onMissing": "Permanent", "encoding": "Latin1", "csv": { "quote": null },
          "firstLine": "Status do Arquivo: Final",
          "decimalSign": ",", "groupSign": ".", "key": ["ticker", "day"], "keep": [{ "field": "MaxPric", "present": true }],
          "columns": [
            { "column": "ticker", "field": "TckrSymb" },
            { "column": "day", "field": "RptDt", "type": "Date" },
            { "column": "close", "field": "LastPric", "otherNames": ["ClsgPric"], "type": "Decimal" },
            { "column": "run", "context": "Run" }
          ]
        }
        """;

    private static readonly LoadFile Good = JsonSerializer.Deserialize<LoadFile>(Json, JsonSerializerOptions.Web)!;

    [Fact]
    public void Parameters_are_read_from_json()
    {
        Assert.Empty(Problems(Good));
        Assert.Equal(
            (5, Missing.Permanent, FileEncoding.Latin1, ',', '.'),
            (Good.LookBack, Good.OnMissing, Good.Encoding, Good.DecimalSign, Good.GroupSign!.Value));
        Assert.Equal(new CsvFormat { Quote = null }, Good.Csv);
        Assert.Equal(["ClsgPric"], Good.Columns[2].OtherNames);
        Assert.Equal(ContextValue.Run, Good.Columns[3].Context);
        Assert.Equal((100, 0, true, DuplicateKeys.Reject), (Good.MaxRejects, Good.MinimumRows, Good.CheckTrailer, Good.Duplicates));
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var written = JsonSerializer.Serialize(Good, JsonSerializerOptions.Web);

        Assert.Equal(
            written, JsonSerializer.Serialize(JsonSerializer.Deserialize<LoadFile>(written, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
    }

    public static TheoryData<LoadFile, string> Contradictions => new()
    {
        { Good with { Mask = null, Folder = null }, "Name the source by Folder and Mask, or by From: one of them, not both." },
        { Good with { From = "download-b3" }, "Name the source by Folder and Mask, or by From: one of them, not both." },
        { Good with { Folder = null }, "Folder and Mask go together: Folder is where, Mask is the file's name." },
        { Good with { Mask = "in/{date:yyyyMMdd}.csv" }, "The Mask 'in/{date:yyyyMMdd}.csv' has a path in it" },
        { Good with { Mask = "*.csv" }, "LookBack is 5, but neither Mask nor Folder has a date such as {date:yyyyMMdd}." },
        { Good with { Mask = "{date:yyyyMMdd" }, "Mask: '{date:yyyyMMdd' has a '{date:' at column 1 that no '}' closes." },
        { Good with { Mask = "{date:}" }, "Mask: " },
        { Good with { Folder = "/in\0" }, "Folder has a NUL in it, which no path may have." },
        { Good with { Folder = "/in", MoveTo = "/done/../in/" }, "MoveTo is the Folder that files come from: they would be loaded again and again." },
        { Good with { Mask = null, Folder = null, LookBack = 0, From = "Download B3" }, "From: The routine key 'Download B3' has 'D' at column 1" },
        { Good with { Mask = null, Folder = null, LookBack = 0, From = "download-b3", MoveTo = "/done" }, "MoveTo is not for artifacts" },
        { Good with { MoveTo = Good.Folder }, "MoveTo is the Folder that files come from" },
        { Good with { Csv = null }, "Set Csv or FixedWidth: one of them, not both." },
        { Good with { FixedWidth = new FixedWidthFormat() }, "Set Csv or FixedWidth: one of them, not both." },
        { Good with { GroupSign = ',' }, "DecimalSign and GroupSign are both ','." },
        { Good with { DecimalSign = '1' }, "DecimalSign and GroupSign are neither digits nor signs of a number." },
        { Good with { Csv = new CsvFormat { Delimiter = '"' } }, "Csv: Delimiter '\"' and Quote '\"' must be two different ASCII characters." },
        {
            Good with { Records = new RecordTypes { Data = "01", Trailer = new Trailer { Prefix = "99", CountAt = 5, CountTo = 4 } } },
            "Records.Trailer: CountAt is 5 and CountTo 4"
        },
        { Good with { Csv = new CsvFormat { MostLinesPerRecord = 0 } }, "Csv: MostLinesPerRecord is 0; a record has at least one line." },
        { Good with { Columns = [null!] }, "Columns is null, or has a null in it." },
        { Good with { Keep = [null!] }, "Keep is null, or has a null in it." },
        { Good with { Key = null! }, "Key is null, or has a null in it." },
        { Good with { Keep = [new() { Field = "x", In = [null!] }] }, "In of a condition in Keep is null, or has a null in it." },
        { WithColumn(new() { Column = "x", Field = "x", OtherNames = null! }), "OtherNames of a column is null, or has a null in it." },
        { Good with { Key = [] }, "Key is missing: name the columns that tell rows apart, or say InsertOnly" },
        { Good with { InsertOnly = true }, "InsertOnly inserts each row, so Key would mean nothing" },
        { Good with { Key = ["ticker", "isin"] }, "The Key column 'isin' gets no value: add it to Columns." },
        { WithColumn(new() { Column = "TICKER", Field = "x" }), "Columns names 'ticker' 2 times." },
        { WithColumn(new() { Column = "x" }), "Column 'x': give it a field of the line, a Constant or a Context value, exactly one of them." },
        {
            WithColumn(new() { Column = "x", Field = "x", Constant = "1" }),
            "Column 'x': give it a field of the line, a Constant or a Context value, exactly one of them."
        },
        { WithColumn(new() { Column = "x", At = 3 }), "Column 'x': the file has a header, so fields go by name; give Field instead of At." },
        { WithColumn(new() { Column = "x", Field = "x", At = 3 }), "Column 'x': 'x' goes by name or by position, not by both." },
        {
            WithColumn(new() { Column = "x", Field = "x", ImpliedDecimals = 2 }),
            "Column 'x': ImpliedDecimals is 2; it is 0 to 28, and for type Decimal only."
        },
        {
            WithColumn(new() { Column = "x", Field = "x", Type = FieldType.Date, Format = "yyyy-QQ" }),
            "Column 'x': 'yyyy-QQ' is no pattern of a date"
        },
        {
            WithColumn(new() { Column = "x", Constant = "1,5", Type = FieldType.Decimal }),
            "Column 'x': the Constant '1,5' is not a number with the decimal sign '.'"
        },
        {
            WithColumn(new() { Column = "x", Field = "x", WhenEmpty = "none", Type = FieldType.Integer }),
            "Column 'x': WhenEmpty, 'none', is not a number with the decimal sign ','"
        },
        {
            Good with { Mask = "*.csv", LookBack = 0, Columns = [.. Good.Columns, new() { Column = "x", Context = ContextValue.FileDate }] },
            "Column 'x': FileDate needs a date such as {date:yyyyMMdd} in Mask or Folder."
        },
        {
            Good with { Csv = null, FixedWidth = new() },
            "Column 'ticker': 'TckrSymb' is a name, and only a CSV with a header has names; give positions (At, To)."
        },
        { Good with { Keep = [new() { Present = true }] }, "Keep: a condition names its field, by Field or by At." },
        { Good with { Keep = [new() { Field = "MaxPric" }] }, "Keep: the condition on 'MaxPric' says nothing: set Present, In or NotIn." },
        {
            Good with { Csv = null, FixedWidth = new(), Keep = [new() { At = 9, To = 3, Present = true }] },
            "Keep: positions 9–3: positions count from 1 and do not run backwards."
        },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_contradicts_itself_is_told_with_what_would_be_right(LoadFile load, string expected) =>
        Assert.Contains(Problems(load), problem => problem.StartsWith(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("dd/MM", "has no year")]
    [InlineData("MM/yyyy", "has no day")]
    [InlineData("yyyy", "has no month and no day")]
    [InlineData("dd/MM/'yyyy'", "has no year")]
    [InlineData("ddd, dd/MM", "has no year")]
    [InlineData("ddd/yyyy", "does not tell one date")]
    [InlineData("'x'", "has no year and no month and no day")]
    [InlineData("dd/mm/yyyy", "is no pattern of a date")]
    public void A_date_of_which_a_part_is_missing_is_refused(string format, string expected) => Assert.Contains(
        Problems(DateLike(format)),
        problem => problem.StartsWith($"Column 'x': '{format}' {expected}", StringComparison.Ordinal)
            && problem.EndsWith("no pattern of a date; dd/MM/yyyy would be one.", StringComparison.Ordinal));

    [Theory]
    [InlineData("dd/MM/yyyy")]
    [InlineData("yyMMdd")]
    [InlineData("dd-MMM-uuuu")]
    [InlineData("ddd d MMMM yyyy")]
    [InlineData("yyyy gg MM dd")]
    [InlineData("d")]
    [InlineData("R")]
    public void A_whole_date_is_taken_however_it_is_written(string format) => Assert.Empty(Problems(DateLike(format)));

    private static LoadFile DateLike(string format) => WithColumn(new() { Column = "x", Field = "x", Type = FieldType.Date, Format = format });

    [Fact]
    public void All_problems_are_told_at_once() =>
        Assert.Equal(4, Problems(Good with { Folder = null, GroupSign = ',', Key = [], Keep = [new() { Field = "MaxPric" }] }).Count);

    private static LoadFile WithColumn(LoadColumn column) => Good with { Columns = [.. Good.Columns, column] };

    private static List<string> Problems(LoadFile load)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(load, new ValidationContext(load), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}
