using System.Security.Cryptography;
using System.Text.Json;
using ConsoleHost.Files;
using NodaTime;
using NodaTime.Text;

namespace ConsoleHost.Servers;

/// <summary>
/// arquivos.b3.com.br as it really answers: a name is requested and gives a token, the token gives the file. Before publication each question
/// gets another answer that is no file.
/// </summary>
internal sealed class B3Site
{
    private const string FileKind = "TradeInformationConsolidatedFile";

    /// <summary>Long and without meaning, as theirs.</summary>
    private static readonly string Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private readonly IClock clock;
    private readonly LocalDate date;
    private readonly Instant partialAt;
    private readonly Instant finalAt;
    private readonly byte[] partial;
    private readonly byte[] final;
    private int asked;

    public B3Site(IClock clock, LocalDate date, TradeFile trades, Instant partialAt, Instant finalAt)
    {
        (this.clock, this.date, this.partialAt, this.finalAt) = (clock, date, partialAt, finalAt);
        (partial, final) = (trades.ToBytes("Parcial"), trades.ToBytes("Final"));
    }

    private string FileName => $"{FileKind}_{LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd").Format(date)}_1";

    private bool IsThere => clock.GetCurrentInstant() >= partialAt;

    public Reply? Answer(Uri url) => url.AbsolutePath switch
    {
        "/api/download/requestname" => RequestName(url),
        "/api/download/" or "/api/download" => Download(url),
        _ => null,
    };

    private Reply RequestName(Uri url)
    {
        var isKnown = url.Query.Contains($"fileName={FileKind}&", StringComparison.Ordinal)
            && url.Query.Contains($"date={LocalDatePattern.Iso.Format(date)}", StringComparison.Ordinal);
        return (isKnown, IsThere, Interlocked.Increment(ref asked) % 3) switch
        {
            (false, _, _) => Reply.NotFound(),
            (_, false, 1) => Reply.Json("400 Bad Request", """{"title":"Bad Request","status":400}"""),
            (_, false, 2) => Reply.NotFound(),
            _ => Reply.Json("200 OK", JsonSerializer.Serialize(new
            {
                redirectUrl = $"~/api/download/?token={Token}", token = Token, file = new { name = FileName, extension = ".csv" },
            })),
        };
    }

    private Reply Download(Uri url)
    {
        if (!url.Query.Contains($"token={Token}", StringComparison.Ordinal))
        {
            return Reply.NotFound();
        }

        if (!IsThere)
        {
            return Reply.Html("200 OK", "B3", "O arquivo solicitado não está disponível.");
        }

        var body = clock.GetCurrentInstant() >= finalAt ? final : partial;
        return Reply.File($"{FileName}.csv", "text/csv", body) with { SpreadOver = TimeSpan.FromSeconds(2) };
    }
}
