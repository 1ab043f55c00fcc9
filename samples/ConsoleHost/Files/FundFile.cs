using System.Globalization;
using System.IO.Compression;
using System.Text;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;

namespace ConsoleHost.Files;

/// <summary>
/// CVM's daily report of investment funds (inf_diario_fi), made up, in the real format: one Latin-1 CSV in a zip, semicolons, decimal point,
/// the header as it is since CVM's rule for fund classes.
/// </summary>
internal static class FundFile
{
    private const int Funds = 300;

    private const string Header =
        "TP_FUNDO_CLASSE;CNPJ_FUNDO_CLASSE;ID_SUBCLASSE;DT_COMPTC;VL_TOTAL;VL_QUOTA;VL_PATRIM_LIQ;CAPTC_DIA;RESG_DIA;NR_COTST";

    /// <summary>The month up to the day before <paramref name="date"/>, as it stands that evening.</summary>
    public static byte[] ZipOn(LocalDate date)
    {
        var month = date.ToYearMonth();
        var days = Enumerable.Range(1, date.Day - 1).Select(day => month.OnDayOfMonth(day)).Where(BrazilCalendars.Anbima.IsBusinessDay).ToList();
        var random = new Random(month.Year * 100 + month.Month);
        var lines = Enumerable.Range(0, Funds).SelectMany(fund => LinesOf(fund, days, random)).Prepend(Header);
        return Zip($"inf_diario_fi_{month.Year}{month.Month:00}.csv", Encoding.Latin1.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));
    }

    private static IEnumerable<string> LinesOf(int fund, IReadOnlyList<LocalDate> days, Random random)
    {
        var type = fund % 10 == 0 ? "CLASSES - FIDC" : "CLASSES - FIF";
        var taxId = Cnpj(random.Next(10_000, 60_000_000));
        var (quota, worth, holders) = (
            random.Next(900_000, 90_000_000) / 1_000_000m, (decimal)random.Next(1_000_000, 900_000_000), random.Next(1, 9_000));
        foreach (var day in days)
        {
            quota *= 1 + random.Next(-40, 60) / 10_000m;
            var (paidIn, paidOut) = (random.Next(0, 500_000) / 100m, random.Next(0, 400_000) / 100m);
            worth += paidIn - paidOut;
            yield return string.Join(
                ';', type, taxId, "", LocalDatePattern.Iso.Format(day), Money(worth * 1.001m), Quota(quota), Money(worth), Money(paidIn),
                Money(paidOut), holders);
        }
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }

        return buffer.ToArray();
    }

    private static string Cnpj(int root)
    {
        var digits = $"{root:00000000}0001";
        digits += CheckDigit(digits);
        digits += CheckDigit(digits);
        return $"{digits[..2]}.{digits[2..5]}.{digits[5..8]}/{digits[8..12]}-{digits[12..]}";
    }

    /// <summary>Modulo 11 with weights 2 to 9 from the right.</summary>
    private static int CheckDigit(string digits)
    {
        var rest = digits.Reverse().Select((digit, place) => (digit - '0') * (2 + place % 8)).Sum() % 11;
        return rest < 2 ? 0 : 11 - rest;
    }

    private static string Money(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Quota(decimal value) => value.ToString("0.0000000#####", CultureInfo.InvariantCulture);
}
