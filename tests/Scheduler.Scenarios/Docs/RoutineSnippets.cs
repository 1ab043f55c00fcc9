using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.Hosting;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>The code of docs/guides/routines.md, line for line. <see cref="RoutinesGuideTests"/> runs it.</summary>
internal static class RoutineSnippets
{
    public static void DefineTypes(IRoutineSchedulerBuilder scheduler)
    {
        scheduler
            .AddRoutine("close-of-day", routine => routine          // Daily
                .On("business-days(b3)").At("30 18 * * *")
                .Executes((run, cancel) => Task.CompletedTask))
            .AddRoutine("pay-custody", routine => routine           // Monthly
                .Monthly().On("business-day-of-month(anbima, 5)").At("0 10 * * *")
                .Executes((run, cancel) => Task.CompletedTask))
            .AddRoutine("read-quotes", routine => routine           // Cyclic
                .Every(Duration.FromMinutes(15)).Between("10:00", "18:00").On("business-days(b3)")
                .Executes((run, cancel) => Task.CompletedTask))
            .AddRoutine("recalculate", routine => routine           // Eventual
                .Executes((run, cancel) => Task.CompletedTask));
    }

    public static void DefineAll(IRoutineSchedulerBuilder scheduler)
    {
        scheduler
            .AddRoutine("load-prices", routine => routine.At("0 20 * * *").Executes((run, cancel) => Task.CompletedTask))
            .AddRoutine("value-portfolio", routine => routine
                .Named("Avaliar Carteira").In("funds/daily").Priority(25)
                .On("business-days(b3)").At("30 20 * * *", dayFields: DayFields.Both)
                .Between("20:00", "26:00").StartWithin(Duration.FromHours(4)).KeepPending(1)
                .InZone("America/Sao_Paulo").Calendar("b3")
                .Valid(from: new LocalDate(2026, 1, 1), to: new LocalDate(2030, 12, 31))
                .ActiveFrom(Instant.FromUtc(2026, 11, 12, 3, 0))
                .After("load-prices")
                .Retry(RetryPolicy.Default with { Tries = 5, Delay = Duration.FromMinutes(1), Growth = RetryGrowth.Exponential })
                .RetryUntil("25:00")
                .Poll(Duration.FromMinutes(2), until: "23:30")
                .TimeOut(Duration.FromMinutes(30), grace: Duration.FromSeconds(30))
                .MaxConcurrent(1).Overlap(OverlapPolicy.Queue)
                .CatchUp(CatchUpPolicy.All)
                .Executes((run, cancel) => Task.CompletedTask));
    }

    public static RoutineBuilder Edges(RoutineBuilder routine)
    {
        return routine
            .After("load-prices")
            .After("close-of-day", edge => edge with { Date = new EdgeDate.BusinessDays(-1) })
            .After("pay-custody", edge => edge with { Date = new EdgeDate.PreviousPlanned(), Requires = EdgeRequirement.End });
    }

    public static void DefineWait(IRoutineSchedulerBuilder scheduler)
    {
        scheduler
            .AddRoutine("recalculate", routine => routine.Executes((run, cancel) => Task.CompletedTask))
            .AddRoutine("publish", routine => routine
                .After("recalculate")
                .Executes((run, cancel) => Task.CompletedTask))
            .AddRoutine("publish-when-done", routine => routine
                .After("recalculate", edge => edge with { IfNotPlanned = IfNotPlanned.Wait })
                .Executes((run, cancel) => Task.CompletedTask));
    }

    public static void DefineFailure(IRoutineSchedulerBuilder scheduler)
    {
        scheduler.AddRoutine("tell-somebody", routine => routine
            .On("business-days(b3)").At("30 18 * * *")
            .After("close-of-day", edge => edge with { Requires = EdgeRequirement.Failure })
            .Executes((run, cancel) => Task.CompletedTask));
    }

    public static RoutineBuilder SecondsLast(RoutineBuilder routine)
    {
        return routine.At("30 20 * * * 15", CronDialect.SecondsLast);   // 20:30:15, as croniter writes it
    }
}
