using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

/// <summary>Takes a rule's words one after the other, each as what is expected at its place.</summary>
internal sealed class DayRuleReader(string text)
{
    private readonly List<Token> tokens = DayRuleScanner.Scan(text);
    private int at;

    public Token Next => tokens[at];

    public bool Skip(string word) => Skip(Next.Kind == TokenKind.Word && Next.Text == word);

    public bool SkipComma() => Skip(Next.Kind == TokenKind.Comma);

    public void Open() => Take(TokenKind.Open, "\"(\"");

    public void Close(string expected = "\")\"") => Take(TokenKind.Close, expected);

    public void Comma(string expected = "\",\"") => Take(TokenKind.Comma, expected);

    /// <summary>One of the words; what is near to one is asked about.</summary>
    public string Word(string expected, IReadOnlyList<string> words)
    {
        if (Next.Kind == TokenKind.Word && words.Contains(Next.Text))
        {
            return tokens[at++].Text;
        }

        throw Wrong($"{expected} ({string.Join(", ", words)})", words);
    }

    /// <summary>1 for the first of the names.</summary>
    public int Name(string expected, IReadOnlyList<string> names)
    {
        var word = Word(expected, names);
        return names.TakeWhile(name => name != word).Count() + 1;
    }

    /// <summary>One name, or two with a hyphen between them; a range may lead over the end: sat-mon.</summary>
    public IReadOnlyList<int> NameRange(string expected, IReadOnlyList<string> names)
    {
        var word = Next;
        var hyphen = word.Text.IndexOf('-', StringComparison.Ordinal);
        if (word.Kind != TokenKind.Word || hyphen < 0)
        {
            return [Name(expected, names)];
        }

        var first = NameIn(word.Text[..hyphen], word.Column);
        var last = NameIn(word.Text[(hyphen + 1)..], word.Column + hyphen + 1);
        at++;
        return [.. Enumerable.Range(first, ((last - first + names.Count) % names.Count) + 1).Select(n => n % names.Count + 1)];

        int NameIn(string name, int column)
        {
            var index = names.TakeWhile(known => known != name).Count();
            return index < names.Count
                ? index
                : throw new DayRuleException(
                    text,
                    column,
                    $"{expected} ({string.Join(", ", names)})",
                    name.Length == 0 ? "nothing" : $"\"{name}\"",
                    NearestName.Question(name, names));
        }
    }

    public string Calendar() =>
        Next.Kind == TokenKind.Word && CalendarName.IsWellFormed(Next.Text) ? tokens[at++].Text : throw Wrong("a calendar's name, as b3");

    public int Number(int least, int most) => Number($"a whole number from {least} to {most}", n => n >= least && n <= most);

    /// <summary>Counted from the end where it is negative.</summary>
    public int Ordinal(int most) => Number($"a whole number from 1 to {most}, or from -1 to -{most}", n => n != 0 && n >= -most && n <= most);

    public LocalDate Date() =>
        Next.Kind == TokenKind.Word && LocalDatePattern.Iso.Parse(Next.Text) is { Success: true } date && DateSpan.CanContain(date.Value)
            ? Taken(date.Value)
            : throw Wrong("a date, as 2026-12-24");

    public List<T> List<T>(Func<T> read)
    {
        var list = new List<T> { read() };
        while (SkipComma())
        {
            list.Add(read());
        }

        return list;
    }

    public DayRuleException Wrong(string expected, IReadOnlyList<string>? words = null) => new(
        text,
        Next.Column,
        expected,
        Next.ToString(),
        words is not null && Next.Kind == TokenKind.Word ? NearestName.Question(Next.Text, words) : "");

    public DayRuleException TooDeep(Token where) =>
        new(text, where.Column, $"at most {DayRule.MaxDepth} rules nested in each other", $"more at {where}");

    private int Number(string expected, Func<int, bool> isAllowed) =>
        Next.Kind == TokenKind.Word
        && int.TryParse(Next.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
        && isAllowed(n)
            ? Taken(n)
            : throw Wrong(expected);

    private void Take(TokenKind kind, string expected) => _ = Next.Kind == kind ? Taken(kind) : throw Wrong(expected);

    private bool Skip(bool isThere)
    {
        at += isThere ? 1 : 0;
        return isThere;
    }

    private T Taken<T>(T value)
    {
        at++;
        return value;
    }
}
