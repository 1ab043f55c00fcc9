using NodaTime;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>The code of docs/guides/day-groups.md, line for line. <see cref="DayGroupsGuideTests"/> runs it.</summary>
internal static class DayGroupSnippets
{
    public static DayRule[] Rules()
    {
        DayRule[] rules =
        [
            Days.EveryDay,                                                                // every-day
            Days.Weekends,                                                                // weekends
            Days.Weekdays(IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday),                   // weekdays(mon, wed)
            Days.BusinessDays("b3"),                                                      // business-days(b3)
            Days.Holidays("br"),                                                          // holidays(br)
            Days.Months(1, 2, 3),                                                         // months(jan-mar)
            Days.Dates(new LocalDate(2026, 12, 24), new LocalDate(2026, 12, 31)),         // dates(2026-12-24, 2026-12-31)
            Days.DayOfMonth(1, 15),                                                       // day-of-month(1, 15)
            Days.LastDayOfMonth,                                                          // last-day-of-month
            Days.NthWeekday(-1, IsoDayOfWeek.Monday),                                     // nth-weekday(-1, mon)
            Days.BusinessDayOfMonth("anbima", 5),                                         // business-day-of-month(anbima, 5)
            Days.LastBusinessDay("b3"),                                                   // last-business-day(b3)
            Days.LastBusinessDay("b3").After(1),                                          // after(last-business-day(b3), 1)
            Days.DayOfMonth(15).After(1, "b3"),                                           // after(day-of-month(15), 1, b3)
            Days.DayOfMonth(20).Shift("b3", DateShift.ModifiedFollowing),                 // shift(day-of-month(20), b3, modified-following)
            Days.BusinessDays("b3").And(Days.Not(Days.BusinessDays("anbima"))),           // business-days(b3) and not business-days(anbima)
            Days.LastBusinessDay("b3").Or(Days.Weekdays(IsoDayOfWeek.Friday)),            // last-business-day(b3) or weekdays(fri)
        ];
        return rules;
    }

    public static void Define(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.AddRoutine("pay-tax", routine => routine
            .On("shift(day-of-month(20), anbima, preceding)").At("0 10 * * *")
            .Executes((run, cancel) => Task.CompletedTask));
    }
}
