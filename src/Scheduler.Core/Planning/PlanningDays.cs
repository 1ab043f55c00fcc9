using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>The dates that one planning has come by: the asked ones, and those that edges lead to. Not for several threads.</summary>
internal sealed class PlanningDays(CalendarSet calendars, PlannerSettings settings)
{
    private readonly Dictionary<LocalDate, PlanningDay> days = [];
    private PlanningDay? last;

    public CalendarSet Calendars => calendars;

    public PlanningDay this[LocalDate date]
    {
        get
        {
            if (last?.Date == date)
            {
                return last;
            }

            if (!days.TryGetValue(date, out var day))
            {
                days[date] = day = new PlanningDay(date, calendars, settings);
            }

            return last = day;
        }
    }
}
