using NodaTime;

namespace RoutineScheduler.DayGroups;

/// <summary>One verdict for each date of a span.</summary>
internal sealed class Verdicts(DateSpan span, Verdict[] verdicts)
{
    public DateSpan Span => span;

    public Verdict this[LocalDate date] => verdicts[span.IndexOf(date)];

    public static Verdicts Each(DateSpan span, Func<LocalDate, Verdict> of)
    {
        var verdicts = new Verdict[span.Count];
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = of(span[i]);
        }

        return new Verdicts(span, verdicts);
    }

    /// <summary>The dates that are not plainly out, with what is said of them.</summary>
    public IEnumerable<(LocalDate Date, Verdict Verdict)> NotRefused()
    {
        for (var i = 0; i < verdicts.Length; i++)
        {
            if (verdicts[i].Inclusion != Inclusion.No)
            {
                yield return (span[i], verdicts[i]);
            }
        }
    }

    public Verdicts Not() => Each(span, date => this[date].Not());

    public Verdicts And(Verdicts other) => Each(span, date => this[date].And(other[date]));

    public Verdicts Or(Verdicts other) => Each(span, date => this[date].Or(other[date], date));

    /// <summary>Lands a verdict on a date, beside what is there; nothing happens where the date lies outside the span.</summary>
    public void Land(LocalDate date, Verdict verdict)
    {
        if (span.Contains(date))
        {
            var index = span.IndexOf(date);
            verdicts[index] = verdicts[index].Or(verdict, date);
        }
    }
}
