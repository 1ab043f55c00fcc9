using RoutineScheduler.Executors.Load;

namespace RoutineScheduler.Executors.Tests.Load;

/// <summary>A small price file of the tests: ticker;day;close;volume.</summary>
internal static class PriceFile
{
    public const string Table = "CREATE TABLE price (ticker TEXT NOT NULL, day TEXT NOT NULL, close TEXT, volume INTEGER, UNIQUE (ticker, day))";

    public const string Header = "ticker;day;close;volume\n";

    public static LoadFile In(string inbox) => new()
    {
        Database = "prices",
        Table = "price",
        Folder = inbox,
        Mask = "prices.csv",
        Csv = new CsvFormat(),
        Columns =
        [
            new LoadColumn { Column = "ticker", Field = "ticker" },
            new LoadColumn { Column = "day", Field = "day", Type = FieldType.Date },
            new LoadColumn { Column = "close", Field = "close", Type = FieldType.Decimal },
            new LoadColumn { Column = "volume", Field = "volume", Type = FieldType.Integer },
        ],
        Key = ["ticker", "day"],
    };
}
