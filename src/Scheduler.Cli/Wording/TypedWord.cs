namespace RoutineScheduler.Cli.Wording;

/// <summary>
/// The API's words as people type them: in either language, whatever the one they read, in any case, with or without accents, and with a
/// hyphen where the word that is shown has a space.
/// </summary>
internal static class TypedWord
{
    private const string Accented = "áàâãéêíóôõúüç";
    private const string Plain = "aaaaeeiooouuc";
    private static readonly string[] Articles = ["o ", "a ", "os ", "as "];
    private static readonly Sentences[] Languages = [new EnglishSentences(), new PortugueseSentences()];

    /// <summary>Null where it is none of them.</summary>
    /// <param name="canonical">The API's words that may be meant.</param>
    public static string? Find(string typed, IReadOnlyList<string> canonical)
    {
        var plain = Unaccented(typed);
        return canonical.FirstOrDefault(word => Variants(word).Any(variant => Unaccented(variant) == plain));
    }

    /// <summary>How a word is listed for who may type it: as it is shown.</summary>
    public static string Listed(string canonical, Sentences language) =>
        language.Word(canonical) is var shown && shown == canonical ? canonical : Hyphened(shown);

    /// <summary>The listed word that was probably meant; null where none is near.</summary>
    public static string? Meant(string typed, IReadOnlyList<string> canonical, Sentences language)
    {
        var plain = Unaccented(typed);
        var known = Languages.Prepend(language).SelectMany(each => canonical.Select(word => Listed(word, each).ToLowerInvariant())).Distinct()
            .DistinctBy(Unaccented).ToDictionary(Unaccented);
        var begun = plain.Length > 1 ? known.Keys.FirstOrDefault(word => word.StartsWith(plain, StringComparison.Ordinal)) : null;
        return (begun ?? Calendars.NearestName.Of(plain, known.Keys)) is { } near ? known[near] : null;
    }

    private static IEnumerable<string> Variants(string canonical) =>
        Languages.SelectMany(language => language.Variants(canonical)).Prepend(canonical);

    private static string Unaccented(string text) => string.Concat(Hyphened(text.ToLowerInvariant()).Select(Unaccented));

    private static char Unaccented(char letter) => Accented.IndexOf(letter, StringComparison.Ordinal) is var at and >= 0 ? Plain[at] : letter;

    private static string Hyphened(string shown)
    {
        var article = Articles.FirstOrDefault(each => shown.StartsWith(each, StringComparison.Ordinal));
        return shown[(article?.Length ?? 0)..].ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
    }
}
