namespace RoutineScheduler.Cron;

/// <summary>One field as it was typed.</summary>
/// <param name="Column">Of its first character, counted from 1.</param>
internal sealed record FieldText(CronField Field, string Text, int Column)
{
    /// <summary>A restricted day field takes part in <see cref="DayFields"/>; <c>*/2</c> restricts, <c>*</c> and <c>?</c> do not.</summary>
    public bool IsRestricted => Text is not ("*" or "?");

    /// <summary>Cronos' own criterion for an interval, asked of seconds, minutes and hours only.</summary>
    public bool IsInterval => Text.AsSpan().ContainsAny("*?-/");
}
