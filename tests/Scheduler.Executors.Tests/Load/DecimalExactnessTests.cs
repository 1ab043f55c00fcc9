using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>What is written is the number of the file, digit for digit, or the line is rejected.</summary>
public sealed class DecimalExactnessTests : LoadingTest
{
    private const string ManyDigits = "12345678901234567.12345678901";   // 28 significant digits

    [Fact]
    public async Task A_text_column_keeps_every_digit()
    {
        ATable("TEXT");
        AFile("prices.csv", $"ticker;close\nA;{ManyDigits}\nB;-0.10\nC;1000\nD;0.0000000000000000000000000001\n");

        Assert.Equal(4, (await CountsAsync(Load)).New);

        Assert.Equal(
            ["A|12345678901234567.12345678901", "B|-0.1", "C|1000", "D|0.0000000000000000000000000001"], Rows("SELECT * FROM price ORDER BY ticker"));
        Assert.Equal(4, (await CountsAsync(Load)).Unchanged);
    }

    [Theory]
    [InlineData("NUMERIC")]
    [InlineData("DECIMAL(18,6)")]
    [InlineData("REAL")]
    [InlineData("DOUBLE PRECISION")]
    public async Task A_column_of_doubles_takes_fifteen_digits_and_refuses_more(string type)
    {
        ATable(type);
        AFile("prices.csv", "ticker;close\nA;26691234687.86\nB;1234567890123.45\nC;1234567890123.456\nD;0.000001\n");

        var outcome = await LoadAsync(Load);

        Assert.Equal(
            [
                $"prices.csv;4;'close': '1234567890123.456' has 16 significant digits and the column 'close' ({type}) holds 15: " +
                "declare it TEXT;\"C;1234567890123.456\"",
            ],
            RejectsOf(outcome));
        Assert.Equal(
            ["A|26691234687.86", "B|1234567890123.45", "D|0.000001"],
            Rows("SELECT ticker, printf('%.15g', close) FROM price ORDER BY ticker")
                .Select(row => row.Replace("1e-06", "0.000001", StringComparison.Ordinal)));
        Assert.Equal(3, ResultOf(await LoadAsync(Load, ARun(id: 8))).Counts.Unchanged);
    }

    [Theory]
    [InlineData(FieldType.Integer)]
    [InlineData(FieldType.Decimal)]
    public async Task A_whole_number_that_a_double_would_change_is_refused(FieldType type)
    {
        ATable("REAL");
        AFile("prices.csv", "ticker;close\nA;9007199254740993\nB;900719925474099\n");

        var outcome = await LoadAsync(Load with { Columns = [Load.Columns[0], Load.Columns[1] with { Type = type }] });

        Assert.Equal(["B|900719925474099"], Rows("SELECT ticker, printf('%.0f', close) FROM price"));
        Assert.Contains("'9007199254740993' has 16 significant digits", Assert.Single(RejectsOf(outcome)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_numeric_column_takes_whole_numbers_of_64_bits()
    {
        ATable("NUMERIC");
        AFile("prices.csv", "ticker;close\nA;9223372036854775807\nB;9223372036854775808\n");

        var outcome = await LoadAsync(Load);

        Assert.Equal(["A|9223372036854775807"], Rows("SELECT * FROM price"));
        Assert.Contains("has 19 significant digits", Assert.Single(RejectsOf(outcome)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_program_wrote_is_compared_as_a_number()
    {
        ATable("TEXT");
        Execute("INSERT INTO price VALUES ('A', '51.70'), ('B', '100'), ('C', '7.0'), ('D', '7.01')");
        AFile("prices.csv", "ticker;close\nA;51.7\nB;100.00\nC;7\nD;7\n");

        Assert.Equal(new FileLoadCounts(Read: 4, New: 0, Updated: 1, Unchanged: 3, Ignored: 0, Rejected: 0), await CountsAsync(Load));
        Assert.Equal(["51.70", "100", "7.0", "7"], Rows("SELECT close FROM price ORDER BY ticker"));
    }

    [Theory]
    [InlineData("INTEGER", FieldType.Decimal, "declared INTEGER and gets decimals; declare it NUMERIC, REAL or, for any number of digits, TEXT")]
    [InlineData(
        "STRING", FieldType.Text, "declared STRING, which SQLite stores as a number where a text looks like one ('007' becomes 7); declare it TEXT")]
    [InlineData("REAL", FieldType.Date, "declared REAL and a date is written as text; declare it TEXT")]
    public async Task A_column_that_would_change_its_values_is_refused_before_anything_is_read(string declared, FieldType type, string problem)
    {
        ATable(declared);
        AFile("prices.csv", "ticker;close\n");

        var message = await PermanentAsync(Load with { Columns = [Load.Columns[0], Load.Columns[1] with { Type = type }] });

        Assert.Contains($"The column 'close' is {problem}", message, StringComparison.Ordinal);
    }

    private LoadFile Load => new()
    {
        Database = "prices",
        Table = "price",
        Folder = Inbox,
        Mask = "prices.csv",
        Csv = new CsvFormat(),
        Columns = [
            new LoadColumn { Column = "ticker", Field = "ticker" }, new LoadColumn { Column = "close", Field = "close", Type = FieldType.Decimal },
        ],
        Key = ["ticker"],
    };

    private void ATable(string type) => Execute($"CREATE TABLE price (ticker TEXT PRIMARY KEY, close {type})");
}
