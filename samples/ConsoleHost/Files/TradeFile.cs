using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace ConsoleHost.Files;

/// <summary>
/// B3's consolidated trades of one date, made up, in the real format: a status line, a header, semicolons, decimal comma, Latin-1, empty
/// prices where nothing traded. The same date always gives the same file.
/// </summary>
internal sealed class TradeFile
{
    private const string Header =
        "RptDt;TckrSymb;ISIN;SgmtNm;MinPric;MaxPric;TradAvrgPric;LastPric;OscnPctg;AdjstdQt;AdjstdQtTax;RefPric;TradQty;FinInstrmQty;NtlFinVol";

    private static readonly (string Ticker, decimal Price)[] Known =
        [
            ("PETR4", 32.14m), ("VALE3", 61.87m), ("ITUB4", 38.52m), ("BBDC4", 17.06m), ("WEGE3", 44.9m), ("ABEV3", 13.71m), ("B3SA3", 12.83m),
            ("BOVA11", 151.4m),
        ];

    private readonly Random random;
    private readonly string date;
    private readonly List<string> lines = [];

    private TradeFile(LocalDate date)
    {
        random = new Random(date.Year * 10_000 + date.Month * 100 + date.Day);
        this.date = LocalDatePattern.Iso.Format(date);
    }

    /// <summary>Data lines.</summary>
    public int Rows => lines.Count;

    /// <summary>Data lines with prices.</summary>
    public int TradedRows { get; private set; }

    public static TradeFile Of(LocalDate date)
    {
        var file = new TradeFile(date);
        file.AddShares();
        file.AddOptions();
        file.AddInterestFutures();
        return file;
    }

    /// <param name="status">Final, or Parcial while B3 is still adding to it.</param>
    public byte[] ToBytes(string status)
    {
        var shown = status == "Final" ? lines : lines[..(lines.Count / 2)];
        return Encoding.Latin1.GetBytes(string.Concat(shown.Prepend(Header).Prepend($"Status do Arquivo: {status}").Select(line => line + "\r\n")));
    }

    private void AddShares()
    {
        foreach (var (ticker, price) in Known)
        {
            AddTrade(ticker, "CASH", price, trades: random.Next(5_000, 60_000));
        }

        for (var i = 0; i < 600; i++)
        {
            var root = Root(i);
            var price = random.Next(80, 9_000) / 100m;
            AddTrade($"{root}{random.Next(3, 5)}", "CASH", price, random.NextDouble() < 0.8 ? random.Next(1, 3_000) : 0);
            AddTrade($"{root}3F", "ODD LOT", price, random.NextDouble() < 0.5 ? random.Next(1, 200) : 0);
        }
    }

    private void AddOptions()
    {
        for (var i = 0; i < 2_700; i++)
        {
            var (ticker, price) = Known[i % Known.Length];
            var (series, segment) = i % 2 == 0 ? ((char)('A' + i % 12), "EQUITY CALL") : ((char)('M' + i % 12), "EQUITY PUT");
            AddTrade(
                $"{ticker[..4]}{series}{100 + i}", segment, Math.Round(price / random.Next(5, 60), 2),
                random.NextDouble() < 0.3 ? random.Next(1, 400) : 0);
        }
    }

    private void AddInterestFutures()
    {
        foreach (var year in Enumerable.Range(27, 12))
        {
            foreach (var month in "FGHJKMNQUVXZ")
            {
                var rate = 14m + random.Next(-900, 900) / 1_000m;
                var trades = month is 'F' or 'N' ? random.Next(10, 9_000) : 0;
                AddTrade($"DI1{month}{year}", "FINANCIAL", rate, trades, adjusted: 100_000m - rate * random.Next(300, 5_000), step: 0.005m);
            }
        }
    }

    /// <param name="trades">0: nothing traded, and the prices stay empty.</param>
    /// <param name="adjusted">Of futures, traded or not.</param>
    private void AddTrade(string ticker, string segment, decimal price, int trades, decimal? adjusted = null, decimal step = 0.01m)
    {
        var (low, high) = (price - step * random.Next(0, 20), price + step * random.Next(1, 20));
        low = Math.Max(step, low);
        var last = Math.Clamp(price + step * random.Next(-5, 6), low, high);
        var quantity = trades * (long)random.Next(1, 40) * 100;
        string?[] traded = trades == 0
            ? [null, null, null, null, null]
            : [Number(low), Number(high), Number(Math.Round((low + high) / 2, 3)), Number(last), Number(random.Next(-500, 500) / 100m)];
        string?[] counted = trades == 0 ? [null, null, null] : [Number(trades), Number(quantity), Number(Math.Round(quantity * price, 2))];
        var adjustment = adjusted is { } quote ? Number(Math.Round(quote, 2)) : null;
        lines.Add(string.Join(';', [date, ticker, $"BR{ticker[..4]}{(segment == "FINANCIAL" ? "BMF" : "ACN")}{random.Next(100, 999)}", segment,
            .. traded, adjustment, adjusted is null ? null : Number(price), null, .. counted]));
        TradedRows += trades == 0 ? 0 : 1;
    }

    /// <summary>Four letters, another one for each number, none of them a known ticker's.</summary>
    private static string Root(int number) => $"X{(char)('A' + number / 26 % 26)}{(char)('A' + number % 26)}{(char)('B' + number / 676)}";

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture).Replace('.', ',');
}
