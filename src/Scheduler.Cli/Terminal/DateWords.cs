using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>Dates and months as people type them.</summary>
internal static class DateWords
{
    private static readonly LocalDatePattern Brazilian = LocalDatePattern.CreateWithInvariantCulture("dd'/'MM'/'uuuu");
    private static readonly YearMonthPattern BrazilianMonth = YearMonthPattern.CreateWithInvariantCulture("MM'/'uuuu");

    private static readonly Dictionary<string, int> DaysFromToday = new()
    {
        ["today"] = 0, ["tomorrow"] = 1, ["yesterday"] = -1, ["hoje"] = 0, ["amanhã"] = 1, ["amanha"] = 1, ["ontem"] = -1,
    };

    /// <param name="where">The option or argument, for the message.</param>
    /// <exception cref="UsageException">It is no date; says which word was probably meant.</exception>
    public static LocalDate Read(string text, LocalDate today, string where)
    {
        if (DaysFromToday.TryGetValue(text, out var days))
        {
            return today.PlusDays(days);
        }

        return new[] { LocalDatePattern.Iso.Parse(text), Brazilian.Parse(text) }
            .FirstOrDefault(date => date is { Success: true, Value.Year: >= 1 and <= 9998 })?.Value
            ?? throw NoDate(text, where);
    }

    /// <param name="where">The option or argument, for the message.</param>
    /// <exception cref="UsageException">It is no month.</exception>
    public static YearMonth ReadMonth(string text, string where) =>
        new[] { YearMonthPattern.Iso.Parse(text), BrazilianMonth.Parse(text) }.FirstOrDefault(month => month.Success)?.Value
            ?? throw new UsageException(
                $"{where}: {Quotation.Of(text)} is no month; write 2026-12 or 12/2026.",
                $"{where}: {Quotation.Of(text)} não é um mês; escreva 2026-12 ou 12/2026.");

    private static UsageException NoDate(string text, string where)
    {
        var meant = Suggestion.For(text.ToLowerInvariant(), DaysFromToday.Keys.Where(word => word != "amanha"));
        return new UsageException(
            $"{where}: {Quotation.Of(text)} is no date; write 2026-11-20, 20/11/2026, today, tomorrow or yesterday.{meant.English}",
            $"{where}: {Quotation.Of(text)} não é uma data; escreva 2026-11-20, 20/11/2026, hoje, amanhã ou ontem.{meant.Portuguese}");
    }
}
