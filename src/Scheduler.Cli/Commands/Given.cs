using System.Globalization;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Client;
using RoutineScheduler.Cron;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Commands;

/// <summary>Arguments as they were typed, read into what they mean.</summary>
internal static class Given
{
    /// <exception cref="UsageException">It is no number, or not within its bounds.</exception>
    public static int Number(string text, string where, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException(
                $"{where}: {Quotation.Of(text)} is no whole number from {least} to {most}.",
                $"{where}: {Quotation.Of(text)} não é um número inteiro de {least} a {most}.");

    public static int? NumberOrNull(string? text, string where, int least, int most) => text is null ? null : Number(text, where, least, most);

    /// <exception cref="UsageException">The range ends before it begins: nothing can lie in it.</exception>
    public static void InOrder(LocalDate? from, LocalDate? to)
    {
        if (from > to)
        {
            throw new UsageException(
                $"--from {Printer.Text(from.Value)} is later than --to {Printer.Text(to.Value)}.",
                $"--from {Printer.Text(from.Value)} é depois de --to {Printer.Text(to.Value)}.");
        }
    }

    public static RunId Run(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? new RunId(id)
            : throw new UsageException(
                $"{Quotation.Of(text)} is no run; give its number, as 'scheduler runs' shows it.",
                $"{Quotation.Of(text)} não é uma execução; dê o número dela, como 'scheduler runs' mostra.");

    /// <exception cref="UsageException">It is longer than the client takes.</exception>
    public static string? Reason(string? text) => NotLonger(text, "--reason", LongestTexts.Reason, "Say it in short.", "Diga-o em poucas palavras.");

    /// <inheritdoc cref="Reason"/>
    public static string? Key(string? text) => NotLonger(text, "--key", LongestTexts.Key, "Use a shorter one.", "Use um mais curto.");

    /// <inheritdoc cref="Reason"/>
    public static string Actor(string text) => NotLonger(text, "--actor", LongestTexts.Actor, "Use a shorter one.", "Use um mais curto.")!;

    private static string? NotLonger(string? text, string where, int most, string advice, string conselho) => text is null || text.Length <= most
        ? text
        : throw new UsageException(
            $"{where} has {text.Length} characters; at most {most} are allowed. {advice}",
            $"{where} tem {text.Length} caracteres; o máximo é {most}. {conselho}");

    public static RoutineKey Routine(string text)
    {
        try
        {
            return new RoutineKey(text);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(PlainMessage.Of(wrong), $"{Quotation.Of(text)} não serve como chave de rotina: {PlainMessage.Of(wrong)}");
        }
    }

    /// <exception cref="UsageException">There is none of that name; says which one was probably meant.</exception>
    public static BusinessCalendar Calendar(string name, CalendarSet calendars) => calendars.TryGet(name, out var calendar)
        ? calendar
        : throw new UsageException(
            UnknownCalendarException.TextFor(name, calendars.Names),
            $"Não há calendário {Quotation.Of(name)}.{Suggestion.For(name, calendars.Names).Portuguese} "
            + $"Existem: {string.Join(", ", calendars.Names)}.");

    /// <summary>Several words, joined by commas.</summary>
    /// <inheritdoc cref="One"/>
    public static IReadOnlyList<T> Named<T>(IEnumerable<string> texts, string where, Words words)
        where T : struct, Enum =>
        [.. texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)).Select(word => One<T>(word, where, words))];

    /// <summary>A word of the API, in either language.</summary>
    /// <exception cref="UsageException">It is none; says which there are, in the language in use, and which was probably meant.</exception>
    public static T One<T>(string word, string where, Words words)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        return TypedWord.Find(word, names) is { } known ? Enum.Parse<T>(known) : throw NoneOf(word, names, where, words.Sentences);
    }

    private static UsageException NoneOf(string word, string[] names, string where, Sentences language)
    {
        var meant = Suggestion.Of(TypedWord.Meant(word, names, language));
        var known = string.Join(", ", names.Select(name => TypedWord.Listed(name, language)));
        return new UsageException(
            $"{where}: there is no {Quotation.Of(word)}.{meant.English} Known: {known}.",
            $"{where}: não existe {Quotation.Of(word)}.{meant.Portuguese} Existem: {known}.");
    }
}
