namespace RoutineScheduler.Cron;

/// <summary>An expression cut into its fields, each of which is right by itself.</summary>
/// <param name="Second">Null where it is 0, whether written or left out.</param>
internal sealed record CronSyntax(FieldText? Second, FieldText Minute, FieldText Hour, FieldText DayOfMonth, FieldText Month, FieldText DayOfWeek)
{
    private const string FieldsAllowed =
        "five fields (minute hour day-of-month month day-of-week), or six with the second first, or last in the dialect SecondsLast";

    private static readonly CronField[] SecondsFirst = Enum.GetValues<CronField>();

    /// <summary>The standard dialect's text, which gives the same schedule when it is parsed.</summary>
    public string Canonical =>
        string.Join(' ', new[] { Second, Minute, Hour, DayOfMonth, Month, DayOfWeek }.OfType<FieldText>().Select(one => one.Text));

    /// <exception cref="CronException">Names every field that is wrong.</exception>
    public static CronSyntax Read(string expression, CronDialect dialect)
    {
        var words = CronWord.Split(expression);
        var fields = words is [{ Text: ['@', ..] }, ..] ? Macro(expression, words) : Fields(expression, words, dialect);
        var problems = fields.Select(FieldGrammar.Check).OfType<CronProblem>().ToList();
        return problems.Count == 0 ? Of(fields) : throw new CronException(expression, problems);
    }

    public static CronException Refused(string expression, int column, string found, string allowed) =>
        new(expression, [new CronProblem(null, column, found, allowed)]);

    private static CronSyntax Of(IReadOnlyList<FieldText> fields)
    {
        var of = fields.ToDictionary(field => field.Field, field => field with { Text = field.Text.ToUpperInvariant() });
        var second = of.GetValueOrDefault(CronField.Second);
        return new CronSyntax(second is { Text: "0" or "00" } ? null : second, of[CronField.Minute], of[CronField.Hour],
            of[CronField.DayOfMonth], of[CronField.Month], of[CronField.DayOfWeek]);
    }

    private static IReadOnlyList<FieldText> Macro(string expression, IReadOnlyList<CronWord> words)
    {
        if (CronMacro.Expand(words[0].Text) is not { } expansion)
        {
            throw Refused(expression, words[0].Column, $"there is no macro {Quotation.Of(words[0].Text)}", CronMacro.Names);
        }

        return words.Count == 1
            ? Fields(expansion, CronWord.Split(expansion), CronDialect.Standard)
            : throw Refused(expression, words[1].Column, Quotation.Of(words[1].Text), "nothing after a macro");
    }

    private static IReadOnlyList<FieldText> Fields(string expression, IReadOnlyList<CronWord> words, CronDialect dialect)
    {
        IReadOnlyList<CronField> order = words.Count == 5 ? SecondsFirst[1..]
            : dialect == CronDialect.Standard ? SecondsFirst
            : [.. SecondsFirst[1..], CronField.Second];
        if (words.Count is not (5 or 6))
        {
            var column = words.Count > 6 ? words[6].Column : expression.Length + 1;
            throw Refused(expression, column, $"{words.Count} fields", FieldsAllowed);
        }

        return [.. words.Zip(order, (word, field) => new FieldText(field, word.Text, word.Column))];
    }
}
