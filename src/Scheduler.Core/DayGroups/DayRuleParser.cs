using NodaTime;

namespace RoutineScheduler.DayGroups;

/// <summary>Reads the text form. Binding: not, and, or; operators are always written.</summary>
internal sealed class DayRuleParser(string text)
{
    /// <summary>A year of single dates has 4,400 characters.</summary>
    private const int MaxLength = 20_000;

    private static readonly string[] Forms =
    [
        "business-days", "holidays", "weekends", "weekdays", "every-day", "day-of-month", "last-day-of-month", "business-day-of-month",
        "last-business-day", "nth-weekday", "months", "dates", "after", "shift", "not",
    ];

    private readonly DayRuleReader reader = new(Bounded(text));
    private int depth;

    public DayRule Parse()
    {
        var rule = ReadEither();
        return reader.Next.Kind == TokenKind.End ? rule : throw reader.Wrong("\"and\", \"or\" or the end");
    }

    private DayRule ReadEither()
    {
        var rule = ReadBoth();
        for (var where = reader.Next; reader.Skip("or"); where = reader.Next)
        {
            var other = ReadBoth();
            rule = Fits(rule, where).Or(Fits(other, where));
        }

        return rule;
    }

    private DayRule ReadBoth()
    {
        var rule = ReadOne();
        for (var where = reader.Next; reader.Skip("and"); where = reader.Next)
        {
            var other = ReadOne();
            rule = Fits(rule, where).And(Fits(other, where));
        }

        return rule;
    }

    private DayRule ReadOne()
    {
        var where = reader.Next;
        if (++depth > DayRule.MaxDepth)
        {
            throw reader.TooDeep(where);
        }

        var rule = where.Kind == TokenKind.Open ? ReadGroup() : ReadForm(reader.Word("a rule", Forms), where);
        depth--;
        return rule;
    }

    private DayRule ReadGroup()
    {
        reader.Open();
        var rule = ReadEither();
        reader.Close("\"and\", \"or\" or \")\"");
        return rule;
    }

    private DayRule ReadForm(string form, Token where) => form switch
    {
        "every-day" => Days.EveryDay,
        "weekends" => Days.Weekends,
        "last-day-of-month" => Days.LastDayOfMonth,
        "not" => Fits(ReadOne(), where).Not(),
        _ => ReadFormWithParentheses(form, where),
    };

    private DayRule ReadFormWithParentheses(string form, Token where)
    {
        reader.Open();
        return form switch
        {
            "business-days" => Closed(Days.BusinessDays(reader.Calendar())),
            "holidays" => Closed(Days.Holidays(reader.Calendar())),
            "last-business-day" => Closed(Days.LastBusinessDay(reader.Calendar())),
            "weekdays" => ClosedList(Days.Weekdays([.. ReadNames("a weekday", NamedNumbers.Weekdays).Select(day => (IsoDayOfWeek)day)])),
            "months" => ClosedList(Days.Months([.. ReadNames("a month", NamedNumbers.Months)])),
            "day-of-month" => ClosedList(Days.DayOfMonth(reader.List(() => reader.Number(1, 31)))),
            "dates" => ClosedList(Days.Dates(reader.List(reader.Date))),
            "business-day-of-month" => Closed(ReadBusinessDayOfMonth()),
            "nth-weekday" => Closed(ReadNthWeekday()),
            "after" => ReadAfter(where),
            _ => Closed(ReadShift(where)),
        };
    }

    private IEnumerable<int> ReadNames(string expected, IReadOnlyList<string> names) =>
        reader.List(() => reader.NameRange(expected, names)).SelectMany(range => range);

    private DayRule ReadBusinessDayOfMonth()
    {
        var calendar = reader.Calendar();
        reader.Comma();
        return Days.BusinessDayOfMonth(calendar, reader.Ordinal(31));
    }

    private DayRule ReadNthWeekday()
    {
        var n = reader.Ordinal(5);
        reader.Comma();
        return Days.NthWeekday(n, (IsoDayOfWeek)reader.Name("a weekday", NamedNumbers.Weekdays));
    }

    private DayRule ReadAfter(Token where)
    {
        var rule = ReadBase(where);
        var n = reader.Number(-AfterDays.Most, AfterDays.Most);
        return reader.SkipComma() ? Closed(rule.After(n, reader.Calendar())) : ClosedList(rule.After(n));
    }

    private DayRule ReadShift(Token where)
    {
        var rule = ReadBase(where);
        var calendar = reader.Calendar();
        reader.Comma();
        return rule.Shift(calendar, (DateShift)(reader.Name("a shift", DateShifts.Words) - 1));
    }

    private DayRule ReadBase(Token where)
    {
        var rule = Fits(ReadEither(), where);
        reader.Comma("\"and\", \"or\" or \",\"");
        return rule;
    }

    private DayRule Closed(DayRule rule)
    {
        reader.Close();
        return rule;
    }

    private DayRule ClosedList(DayRule rule)
    {
        reader.Close("\",\" or \")\"");
        return rule;
    }

    /// <summary>Room for one more level above this one.</summary>
    private DayRule Fits(DayRule rule, Token where) => rule.Depth < DayRule.MaxDepth ? rule : throw reader.TooDeep(where);

    private static string Bounded(string text) =>
        text.Length <= MaxLength ? text : throw new DayRuleException(text, MaxLength + 1, $"at most {MaxLength} characters", $"{text.Length}");
}
