namespace RoutineScheduler.Cron;

/// <summary>What the date fields say of one date. Under <see cref="DayFields.Either"/> both day fields say no, or none.</summary>
public readonly record struct DateFieldAnswer(bool MonthSaidNo, bool DayOfMonthSaidNo, bool DayOfWeekSaidNo)
{
    public bool Matches => !MonthSaidNo && !DayOfMonthSaidNo && !DayOfWeekSaidNo;

    /// <summary>In the order month, day-of-month, day-of-week; empty when the date matches.</summary>
    public IEnumerable<CronField> SaidNo
    {
        get
        {
            if (MonthSaidNo)
            {
                yield return CronField.Month;
            }

            if (DayOfMonthSaidNo)
            {
                yield return CronField.DayOfMonth;
            }

            if (DayOfWeekSaidNo)
            {
                yield return CronField.DayOfWeek;
            }
        }
    }
}
