using System.Data.Common;
using NodaTime;
using NodaTime.Text;

namespace ConsoleHost.Portfolio;

/// <summary>The table that <c>load-file</c> fills.</summary>
internal sealed class PriceTable(DbDataSource database)
{
    /// <summary>The source that the rows of B3's consolidated file carry.</summary>
    public const string Source = "B3";

    public async Task CreateAsync()
    {
        await using var command = database.CreateCommand(
            """
            CREATE TABLE prices (
                ticker TEXT NOT NULL,
                date   TEXT NOT NULL,
                source TEXT NOT NULL,
                low    NUMERIC,
                high   NUMERIC,
                close  NUMERIC,
                volume NUMERIC,
                PRIMARY KEY (ticker, date, source))
            """);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<int> CountAsync(LocalDate date)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM prices WHERE date = @date AND source = @source");
        Add(command, "@date", LocalDatePattern.Iso.Format(date));
        Add(command, "@source", Source);
        return Convert.ToInt32(await command.ExecuteScalarAsync());
    }

    /// <summary>Tickers without a price are not in the answer.</summary>
    public async Task<IReadOnlyDictionary<string, decimal>> ClosesAsync(
        LocalDate date, IEnumerable<string> tickers, CancellationToken cancel = default)
    {
        await using var command = database.CreateCommand(
            "SELECT ticker, close FROM prices WHERE date = @date AND source = @source AND ticker IN (SELECT value FROM json_each(@tickers))");
        Add(command, "@date", LocalDatePattern.Iso.Format(date));
        Add(command, "@source", Source);
        Add(command, "@tickers", System.Text.Json.JsonSerializer.Serialize(tickers));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var closes = new Dictionary<string, decimal>();
        while (await reader.ReadAsync(cancel))
        {
            closes.Add(reader.GetString(0), reader.GetDecimal(1));
        }

        return closes;
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
