using RoutineScheduler.Cli.Wording;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>Texts for people, in the language that they chose. By its name, never by a culture: a bare machine may have none.</summary>
internal sealed class Words(bool portuguese)
{
    public static Words English { get; } = new(portuguese: false);

    /// <summary>As <see cref="Client.LoadResponse.ToText"/> takes it.</summary>
    public string Language => portuguese ? "pt-BR" : "en";

    public Sentences Sentences { get; } = portuguese ? new PortugueseSentences() : new EnglishSentences();

    /// <summary>"1 routine", "2 routines".</summary>
    public string Count(int number, string one, string many, string oneInPortuguese, string manyInPortuguese) =>
        $"{number} {(number == 1 ? this[one, oneInPortuguese] : this[many, manyInPortuguese])}";

    public string this[string english, string inPortuguese] => portuguese ? inPortuguese : english;

    /// <summary>The option wins; else what the shell says, in the order in which POSIX asks.</summary>
    public static Words Of(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        var named = args.Zip(args.Skip(1)).FirstOrDefault(pair => pair.First == "--lang").Second
            ?? args.FirstOrDefault(arg => arg.StartsWith("--lang=", StringComparison.Ordinal))?["--lang=".Length..];
        var language = named ?? new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(variable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return new Words(language?.StartsWith("pt", StringComparison.OrdinalIgnoreCase) ?? false);
    }
}
