using System.Globalization;
using System.Text.RegularExpressions;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>What System.CommandLine says by itself, in Portuguese. Its own translations go by culture and not by <c>--lang</c>, and a bare
/// machine has none.</summary>
internal static class ParserTexts
{
    private static readonly (Regex English, string Portuguese)[] Errors =
    [
        (new(@"^Required command was not provided\.$"), "Falta o comando."),
        (new(@"^Option '(.+)' is required\.$"), "A opção '$1' é obrigatória."),
        (new(@"^Required argument missing for option: '(.+)'\.$"), "Falta o valor da opção '$1'."),
        (new(@"^Required argument missing for command: '(.+)'\.$"), "Falta um argumento do comando '$1'."),
        (new(@"^Option '(.+)' expects a single argument but (\d+) were provided\.$"), "A opção '$1' leva um só valor, e foram dados $2."),
        (new(@"^Argument '(.+)' not recognized\. Must be one of:", RegexOptions.Singleline), "O valor '$1' não é conhecido. É um destes:"),
    ];

    private static readonly (Regex English, string Portuguese)[] Help =
    [
        (new("^Description:", RegexOptions.Multiline), "Descrição:"),
        (new("^Usage:", RegexOptions.Multiline), "Uso:"),
        (new("^Arguments:", RegexOptions.Multiline), "Argumentos:"),
        (new("^Options:", RegexOptions.Multiline), "Opções:"),
        (new("^Commands:", RegexOptions.Multiline), "Comandos:"),
        (new(@"\[command\]"), "[comando]"),
        (new(@"\[options\]"), "[opções]"),
        (new(@"\(REQUIRED\)"), "(OBRIGATÓRIA)"),
    ];

    /// <summary>A host's machine may have another language than the one that was chosen here.</summary>
    public static T InEnglish<T>(Func<T> parse)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            return parse();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>Unchanged where it is not known.</summary>
    public static string Error(string english) => Translated(english, Errors);

    public static string HelpPage(string english) => Translated(english, Help);

    private static string Translated(string text, (Regex English, string Portuguese)[] known) =>
        known.Aggregate(text, (so, one) => one.English.Replace(so, one.Portuguese));
}
