using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cron;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>Dates as people type them.</summary>
internal static class DateWords
{
    private static readonly LocalDatePattern Brazilian = LocalDatePattern.CreateWithInvariantCulture("dd'/'MM'/'uuuu");

    /// <param name="where">The option or argument, for the message.</param>
    /// <exception cref="UsageException">It is no date.</exception>
    public static LocalDate Read(string text, LocalDate today, string where) => text switch
    {
        "today" or "hoje" => today,
        "tomorrow" or "amanhã" or "amanha" => today.PlusDays(1),
        "yesterday" or "ontem" => today.PlusDays(-1),
        _ when LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1 and <= 9998 } iso } => iso,
        _ when Brazilian.Parse(text) is { Success: true, Value: { Year: >= 1 and <= 9998 } brazilian } => brazilian,
        _ => throw new UsageException($"{where}: {Quotation.Of(text)} is no date; write 2026-11-20, 20/11/2026, today, tomorrow or yesterday."),
    };
}
