namespace RoutineScheduler.Cron;

/// <summary>The grammar of Cronos' fields, read once more so that a mistake can be told with its column.</summary>
internal ref struct FieldGrammar
{
    private readonly FieldText field;
    private readonly FieldRules rules;
    private int position;
    private string? allowed;

    private FieldGrammar(FieldText field)
    {
        this.field = field;
        rules = FieldRules.Of(field.Field);
    }

    /// <summary>Null where the field is right.</summary>
    public static CronProblem? Check(FieldText field)
    {
        if (field.Text is ['H' or 'h'] or ['H' or 'h', '/' or '(', ..])
        {
            return new CronProblem(
                field.Field, field.Column, $"H in {Quotation.Of(field.Text)} (a value picked by hashing) is not supported",
                FieldRules.Of(field.Field).Anything);
        }

        var grammar = new FieldGrammar(field);
        return grammar.Field() && grammar.End() ? null : grammar.Problem();
    }

    private bool Field() => Accept('*') || Accept('?') ? OptionalStep()
        : field.Field == CronField.DayOfMonth && Accept('L') ? LastDayOfMonth()
        : Item() && (position == field.Text.Length || Special() || List());

    private bool LastDayOfMonth()
    {
        if (Accept('-') && !Number(0, 30, "how many days before the last, 0-30"))
        {
            return false;
        }

        Accept('W');
        return true;
    }

    /// <summary>What may follow a single value, and nothing but a single value.</summary>
    private bool Special() => !field.Text.AsSpan(0, position).ContainsAny('-', '/') && field.Field switch
    {
        CronField.DayOfMonth => Accept('W'),
        CronField.DayOfWeek => Accept('L') || (Accept('#') && Number(1, 5, "which one of its weekday in the month, 1-5")),
        _ => false,
    };

    private bool List()
    {
        while (allowed is null && Accept(','))
        {
            if (!Item())
            {
                return false;
            }
        }

        return allowed is null;
    }

    private bool Item() => Value() && (!Accept('-') || Value()) && OptionalStep();

    private bool OptionalStep() => !Accept('/') || Number(1, rules.Last, rules.Steps);

    private bool Value()
    {
        var letters = Run(char.IsAsciiLetter);
        if (letters == 0)
        {
            return Number(rules.First, rules.Last, position == 0 ? rules.Anything : rules.Values);
        }

        // Exactly three letters are a name: what follows it (L, #) is told by its own rule.
        var name = field.Text.AsSpan(position, Math.Min(letters, 3)).ToString();
        if (name.Length < 3 || !rules.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return Refuse(position == 0 ? rules.Anything : rules.Values);
        }

        position += 3;
        return true;
    }

    private bool Number(int least, int most, string allowed)
    {
        var digits = Run(char.IsAsciiDigit);
        if (digits is not (1 or 2) || int.Parse(field.Text.AsSpan(position, digits)) is var number && (number < least || number > most))
        {
            return Refuse(allowed);
        }

        position += digits;
        return true;
    }

    private readonly int Run(Func<char, bool> of)
    {
        var end = position;
        while (end < field.Text.Length && of(field.Text[end]))
        {
            end++;
        }

        return end - position;
    }

    private bool Accept(char character)
    {
        if (position == field.Text.Length || char.ToUpperInvariant(field.Text[position]) != character)
        {
            return false;
        }

        position++;
        return true;
    }

    private bool End() => position == field.Text.Length || Refuse($"the end of the field; as a whole it may be {rules.Anything}");

    private bool Refuse(string allowed)
    {
        this.allowed ??= allowed;
        return false;
    }

    private readonly CronProblem Problem()
    {
        var rest = field.Text.AsSpan(position);
        var found = rest.IsEmpty ? $"{Quotation.Of(field.Text)} breaks off"
            : position == 0 ? Quotation.Of(rest)
            : $"{Quotation.Of(rest)} after {Quotation.Of(field.Text.AsSpan(0, position))}";
        return new CronProblem(field.Field, field.Column + position, found, allowed!);
    }
}
