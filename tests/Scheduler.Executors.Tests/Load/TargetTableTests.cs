using RoutineScheduler.Executors.Load;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>Parameters that do not fit the database fail before a line is read, with what would be right.</summary>
public sealed class TargetTableTests : LoadingTest
{
    public TargetTableTests()
    {
        Execute(PriceFile.Table);
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;1;1\n");
    }

    private LoadFile Load => PriceFile.In(Inbox);

    [Fact]
    public async Task A_database_that_nobody_registered_is_named_beside_those_that_are() =>
        Assert.Equal("No database is registered as 'price'. There are: prices.", await PermanentAsync(Load with { Database = "price" }));

    [Fact]
    public async Task A_table_that_is_not_there_is_named_beside_those_that_are()
    {
        Execute("CREATE TABLE fund (id INTEGER PRIMARY KEY); CREATE VIEW prices AS SELECT * FROM price");

        Assert.Equal("The database 'prices' has no table 'prices'. It has fund, price.", await PermanentAsync(Load with { Table = "prices" }));
    }

    [Fact]
    public async Task A_column_that_is_not_there_is_named_beside_those_that_are()
    {
        var message = await PermanentAsync(Load with { Columns = [.. Load.Columns, new LoadColumn { Column = "clsoe", Constant = "1" }] });

        Assert.Equal("The table 'price' of the database 'prices': It has no column 'clsoe'; it has ticker, day, close, volume.", message);
    }

    [Theory]
    [InlineData("CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER)")]
    [InlineData("CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER); CREATE INDEX i ON price (ticker, day)")]
    [InlineData(
        "CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER); CREATE UNIQUE INDEX i ON price (ticker, day) WHERE volume > 0")]
    [InlineData("CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER); CREATE UNIQUE INDEX i ON price (ticker, day, close)")]
    [InlineData("CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER); CREATE UNIQUE INDEX i ON price (ticker, substr(day, 1))")]
    public async Task A_key_without_a_unique_index_is_answered_with_the_statement_that_makes_one(string table)
    {
        Execute("DROP TABLE price; " + table);

        var message = await PermanentAsync(Load);

        const string index = """CREATE UNIQUE INDEX "ux_price_ticker_day" ON "price" ("ticker", "day");""";
        Assert.EndsWith($"No unique index stands behind the Key ticker, day. Create one: {index}", message, StringComparison.Ordinal);
        Execute(index);
        Assert.Equal(1, (await CountsAsync(Load)).New);
    }

    [Theory]
    [InlineData("CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER, PRIMARY KEY (day, ticker))")]
    [InlineData("CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER, UNIQUE (day DESC, ticker))")]
    [InlineData("CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER, PRIMARY KEY (ticker, day)) STRICT, WITHOUT ROWID")]
    [InlineData("CREATE TABLE PRICE (TICKER TEXT, DAY TEXT, CLOSE TEXT, VOLUME INTEGER, PRIMARY KEY (TICKER, DAY))")]
    public async Task Any_unique_key_of_the_same_columns_will_do(string table)
    {
        Execute("DROP TABLE price; " + table);

        Assert.Equal(1, (await CountsAsync(Load)).New);
        Assert.Equal(1, (await CountsAsync(Load)).Unchanged);
    }

    [Fact]
    public async Task A_number_of_the_row_is_a_key_too()
    {
        Execute("CREATE TABLE by_id (id INTEGER PRIMARY KEY, ticker TEXT)");
        var load = Load with
        {
            Table = "by_id",
            Key = ["id"],
            Columns = [
                new LoadColumn { Column = "id", Field = "volume", Type = FieldType.Integer }, new LoadColumn { Column = "ticker", Field = "ticker" },
            ],
        };

        Assert.Equal(1, (await CountsAsync(load)).New);
        Assert.Equal(1, (await CountsAsync(load)).Unchanged);
    }

    [Fact]
    public async Task A_column_that_may_not_be_null_needs_a_value()
    {
        Execute("ALTER TABLE price ADD COLUMN source TEXT NOT NULL DEFAULT 'B3'");
        Assert.Equal(1, (await CountsAsync(Load)).New);
        Execute(
            "DROP TABLE price; " +
            "CREATE TABLE price (ticker TEXT, day TEXT, close TEXT NOT NULL, volume INTEGER, source TEXT NOT NULL, UNIQUE (ticker, day))");

        Assert.EndsWith(
            "Its column 'source' may not be null, has no default and gets no value: add it to Columns.", await PermanentAsync(Load),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_that_the_database_computes_cannot_be_written()
    {
        Execute("DROP TABLE price; CREATE TABLE price (ticker TEXT, day TEXT, close TEXT, volume INTEGER AS (length(ticker)), UNIQUE (ticker, day))");

        Assert.EndsWith(
            "The column 'volume' is computed by the database and cannot be written.", await PermanentAsync(Load), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("load_file_stage")]   // what the temporary table is called
    [InlineData("excluded")]          // what the upsert calls the new row
    [InlineData("stored")]            // what the upsert calls the old row
    [InlineData("select")]
    [InlineData("we\"ird; DROP TABLE price --")]
    [InlineData("preços 💥")]
    public async Task A_table_may_be_called_anything(string name)
    {
        Execute($"ALTER TABLE price RENAME TO \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        await CountsAsync(Load with { Table = name });
        AFile("prices.csv", PriceFile.Header + "A;2026-09-18;2;1\nB;2026-09-18;1;1\n");

        Assert.Equal(
            new FileLoadCounts(Read: 2, New: 1, Updated: 1, Unchanged: 0, Ignored: 0, Rejected: 0), await CountsAsync(Load with { Table = name }));
        Assert.Equal(["2", "1"], Rows($"SELECT close FROM \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" ORDER BY ticker"));
    }
}
