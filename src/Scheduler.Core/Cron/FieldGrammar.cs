namespace RoutineScheduler.Cron;

/// <summary>The grammar of Cronos' fields, read once more so that a mistake can be told with its column.</summary>
internal ref struct FieldGrammar
{
    private readonly FieldText _field;
    private readonly FieldRules _rules;
    private int _position;
    private string? _allowed;

    private FieldGrammar(FieldText field)
    {
        _field = field;
        _rules = FieldRules.Of(field.Field);
    }

    /// <summary>Null where the field is right.</summary>
    public static CronProblem? Check(FieldText field)
    {
        if (field.Text is ['H' or 'h'] or ['H' or 'h', '/' or '(', ..])
        {
            return new CronProblem(field.Field, field.Column, $"H in {Quotation.Of(field.Text)} (a value picked by hashing) is not supported", FieldRules.Of(field.Field).Anything);
        }

        var grammar = new FieldGrammar(field);
        return grammar.Field() && grammar.End() ? null : grammar.Problem();
    }

    private bool Field() => Accept('*') || Accept('?') ? OptionalStep()
        : _field.Field == CronField.DayOfMonth && Accept('L') ? LastDayOfMonth()
        : Item() && (_position == _field.Text.Length || Special() || List());

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
    private bool Special() => !_field.Text.AsSpan(0, _position).ContainsAny('-', '/') && _field.Field switch
    {
        CronField.DayOfMonth => Accept('W'),
        CronField.DayOfWeek => Accept('L') || (Accept('#') && Number(1, 5, "which one of its weekday in the month, 1-5")),
        _ => false,
    };

    private bool List()
    {
        while (_allowed is null && Accept(','))
        {
            if (!Item())
            {
                return false;
            }
        }

        return _allowed is null;
    }

    private bool Item() => Value() && (!Accept('-') || Value()) && OptionalStep();

    private bool OptionalStep() => !Accept('/') || Number(1, _rules.Last, _rules.Steps);

    private bool Value()
    {
        var letters = Run(char.IsAsciiLetter);
        if (letters == 0)
        {
            return Number(_rules.First, _rules.Last, _position == 0 ? _rules.Anything : _rules.Values);
        }

        // Exactly three letters are a name: what follows it (L, #) is told by its own rule.
        var name = _field.Text.AsSpan(_position, Math.Min(letters, 3)).ToString();
        if (name.Length < 3 || !_rules.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return Refuse(_position == 0 ? _rules.Anything : _rules.Values);
        }

        _position += 3;
        return true;
    }

    private bool Number(int least, int most, string allowed)
    {
        var digits = Run(char.IsAsciiDigit);
        if (digits is not (1 or 2) || int.Parse(_field.Text.AsSpan(_position, digits)) is var number && (number < least || number > most))
        {
            return Refuse(allowed);
        }

        _position += digits;
        return true;
    }

    private readonly int Run(Func<char, bool> of)
    {
        var end = _position;
        while (end < _field.Text.Length && of(_field.Text[end]))
        {
            end++;
        }

        return end - _position;
    }

    private bool Accept(char character)
    {
        if (_position == _field.Text.Length || char.ToUpperInvariant(_field.Text[_position]) != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    private bool End() => _position == _field.Text.Length || Refuse($"the end of the field; as a whole it may be {_rules.Anything}");

    private bool Refuse(string allowed)
    {
        _allowed ??= allowed;
        return false;
    }

    private readonly CronProblem Problem()
    {
        var rest = _field.Text.AsSpan(_position);
        var found = rest.IsEmpty ? $"{Quotation.Of(_field.Text)} breaks off"
            : _position == 0 ? Quotation.Of(rest)
            : $"{Quotation.Of(rest)} after {Quotation.Of(_field.Text.AsSpan(0, _position))}";
        return new CronProblem(_field.Field, _field.Column + _position, found, _allowed!);
    }
}
