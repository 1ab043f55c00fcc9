using NodaTime;
using NodaTime.Text;

namespace ConsoleHost.Servers;

/// <summary>
/// dados.cvm.gov.br as it really answers: 404 before publication, and a connection that breaks in the middle of the first download.
/// </summary>
internal sealed class CvmSite(IClock clock, LocalDate date, byte[] zip, Instant publishedAt)
{
    private int sent;

    private string FileName => $"inf_diario_fi_{LocalDatePattern.CreateWithInvariantCulture("yyyyMM").Format(date)}.zip";

    public Reply? Answer(Uri url)
    {
        if (url.AbsolutePath != $"/dados/FI/DOC/INF_DIARIO/DADOS/{FileName}")
        {
            return null;
        }

        if (clock.GetCurrentInstant() < publishedAt)
        {
            return Reply.NotFound();
        }

        var isFirst = Interlocked.Increment(ref sent) == 1;
        return Reply.File(FileName, "application/zip", zip) with
        {
            CutAfter = isFirst ? zip.Length / 3 : null,
            SpreadOver = TimeSpan.FromSeconds(isFirst ? 0.5 : 1),
        };
    }
}
