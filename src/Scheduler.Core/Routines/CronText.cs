using RoutineScheduler.Cron;

namespace RoutineScheduler.Routines;

/// <summary>A cron expression as a definition states it; read only where the scheduler's own day fields are known.</summary>
/// <param name="DayFields">Null: the scheduler's default.</param>
public sealed record CronText(string Expression, CronDialect Dialect = CronDialect.Standard, DayFields? DayFields = null)
{
    public static implicit operator CronText(string expression) => new(expression);

    /// <exception cref="CronException">The expression is wrong, or never fires.</exception>
    internal CronSchedule Read(DayFields byDefault) => CronSchedule.Parse(Expression, Dialect, DayFields ?? byDefault);

    public override string ToString() => Expression;
}
