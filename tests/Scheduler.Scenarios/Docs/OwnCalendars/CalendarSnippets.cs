using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Scenarios.Docs.OwnCalendars;

/// <summary>The code of docs/guides/calendars.md, line for line. <see cref="CalendarsGuideTests"/> runs it.</summary>
internal static class CalendarSnippets
{
    public static readonly ExecutorName<Settlement> Settle = new("settle");

    public static void AddOverlay(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.AddCalendarOverlay(new CalendarOverlay
        {
            Calendar = "b3",
            Add = [new AddedHoliday(new LocalDate(2026, 12, 23), "Luto oficial", "Day of mourning", "B3's notice of 22 December")],
            Remove = [new RemovedHoliday(new LocalDate(2026, 12, 24))],
        });
    }

    public static void AddOverlayFile(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.AddCalendarOverlayFile("calendars/b3-overlay.json");
    }

    public static void AddBackOffice(IRoutineSchedulerBuilder scheduler)
    {
        scheduler
            .AddCalendar(BusinessCalendar.Create(BrazilCalendars.B3.Dates with { Name = "back-office" }))
            .AddCalendarOverlay(new CalendarOverlay
            {
                Calendar = "back-office",
                Add = [new AddedHoliday(new LocalDate(2026, 12, 28), "Recesso", "Company holiday")],
            });
    }

    public static void AddFromCode(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.AddCalendar(BusinessCalendar.Create(new CalendarDates
        {
            Name = "nyse",
            FromYear = 2026,
            ConfirmedThrough = 2027,
            ProjectedThrough = 2027,
            Holidays =
            [
                new HolidayDates(
                    new Holiday("Dia de Ação de Graças", "Thanksgiving Day", "NYSE rule 7.2"),
                    [new LocalDate(2026, 11, 26), new LocalDate(2027, 11, 25)]),
                new HolidayDates(new Holiday("Natal", "Christmas Day", "NYSE rule 7.2"), [new LocalDate(2026, 12, 25), new LocalDate(2027, 12, 24)]),
            ],
        }));
    }

    public static void AddFile(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.AddCalendarFile("calendars/nyse.json");
    }

    public static void AddSource(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.AddCalendarSource<CalendarTable>();
    }

    public static void AddRoutineWithCalendar(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.AddRoutine("value-portfolio", routine => routine
            .On("business-days(b3)").At("30 20 * * *").Calendar("b3")
            .Executes((run, cancel) => Task.CompletedTask));
    }

    internal sealed class Settler : IExecutor<Settlement>
    {
        public Task<AttemptOutcome> ExecuteAsync(Settlement what, IRunContext run, CancellationToken cancel)
        {
            var pays = run.Calendars.Get(what.Market).AddBusinessDays(run.OrderDate, 2);
            return Task.FromResult(AttemptOutcome.Succeeded(new { pays }));
        }
    }
}
