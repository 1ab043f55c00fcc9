using RoutineScheduler.Calendars;

namespace RoutineScheduler.DayGroups;

internal sealed record Outside(DayRule Rule) : DayRule([Rule])
{
    internal override int Binding => 3;

    internal override Verdicts Over(DateSpan span, CalendarSet calendars) => Rule.Over(span, calendars).Not();

    internal override string Text() => $"not {Inside(Rule, Binding)}";

    internal override IEnumerable<string> CalendarsNamed() => Rule.CalendarsNamed();

    internal override IEnumerable<string> BusinessDaysNamed(bool negated) => Rule.BusinessDaysNamed(!negated);

    internal static string Inside(DayRule rule, int binding) => rule.Binding < binding ? $"({rule})" : rule.ToString();
}

/// <summary>Printed without parentheses on its left only: what was grouped to the right stays so.</summary>
internal sealed record Both(DayRule Left, DayRule Right) : DayRule([Left, Right])
{
    internal override int Binding => 2;

    internal override Verdicts Over(DateSpan span, CalendarSet calendars) => Left.Over(span, calendars).And(Right.Over(span, calendars));

    internal override string Text() => $"{Outside.Inside(Left, Binding)} and {Outside.Inside(Right, Binding + 1)}";

    internal override IEnumerable<string> CalendarsNamed() => Left.CalendarsNamed().Concat(Right.CalendarsNamed());

    internal override IEnumerable<string> BusinessDaysNamed(bool negated) => Left.BusinessDaysNamed(negated).Concat(Right.BusinessDaysNamed(negated));
}

internal sealed record Either(DayRule Left, DayRule Right) : DayRule([Left, Right])
{
    internal override int Binding => 1;

    internal override Verdicts Over(DateSpan span, CalendarSet calendars) => Left.Over(span, calendars).Or(Right.Over(span, calendars));

    internal override string Text() => $"{Outside.Inside(Left, Binding)} or {Outside.Inside(Right, Binding + 1)}";

    internal override IEnumerable<string> CalendarsNamed() => Left.CalendarsNamed().Concat(Right.CalendarsNamed());

    internal override IEnumerable<string> BusinessDaysNamed(bool negated) => Left.BusinessDaysNamed(negated).Concat(Right.BusinessDaysNamed(negated));
}
