using System.Buffers;
using System.Text;

namespace RoutineScheduler.DayGroups;

internal enum TokenKind { Word, Open, Close, Comma, End }

/// <param name="Text">Of words, in lower case: rules are typed in any.</param>
/// <param name="Column">Counted from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Column)
{
    public override string ToString() => Kind == TokenKind.End ? "the end" : $"\"{Text}\"";
}

/// <summary>Cuts a rule into words, parentheses and commas. Words are names, numbers, ranges and dates alike.</summary>
internal static class DayRuleScanner
{
    private static readonly SearchValues<char> WordLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+");

    public static List<Token> Scan(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length; at += tokens.Count > 0 && tokens[^1].Column == at + 1 ? tokens[^1].Text.Length : 1)
        {
            if (!char.IsWhiteSpace(text[at]))
            {
                tokens.Add(TokenAt(text, at));
            }
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static Token TokenAt(string text, int at) => text[at] switch
    {
        '(' => new Token(TokenKind.Open, "(", at + 1),
        ')' => new Token(TokenKind.Close, ")", at + 1),
        ',' => new Token(TokenKind.Comma, ",", at + 1),
        var letter when WordLetters.Contains(letter) => new Token(TokenKind.Word, WordAt(text, at).ToLowerInvariant(), at + 1),
        _ => throw new DayRuleException(text, at + 1, "words, parentheses and commas", $"\"{CharacterAt(text, at)}\""),
    };

    /// <summary>Whole, where it takes two places.</summary>
    private static string CharacterAt(string text, int at) => Rune.TryGetRuneAt(text, at, out var whole) ? whole.ToString() : text[at..(at + 1)];

    private static string WordAt(string text, int at)
    {
        var length = text.AsSpan(at).IndexOfAnyExcept(WordLetters);
        return length < 0 ? text[at..] : text.Substring(at, length);
    }
}
