using NodaTime;
using RoutineScheduler.Loading;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>Runs that people make: an order, and the rerun of what has ended.</summary>
internal static class HandMadeRuns
{
    public static async Task<OrderResponse> OrderAsync(Order order, ClientParts parts, CancellationToken cancel)
    {
        var inputs = await parts.Book.ReadAsync(cancel);
        var routine = inputs.Require(order.Routine);
        if (await OrderedBefore.FindAsync(order, parts.Storage.Queries, cancel) is { } answer)
        {
            return answer;
        }

        var now = await parts.Storage.Queries.NowAsync(cancel);
        var date = order.Date ?? inputs.TodayIn(routine.Zone ?? inputs.Settings.Zone, now);
        if (inputs.Retired.Contains(order.Routine))
        {
            return OrderResponse.Not(date, new OrderRefusal.Retired(order.Routine));
        }

        var made = inputs.Planner.Order(order.Routine, date, now, order.Now);
        if (routine.Type == RoutineType.Eventual && made.OutsideDayGroup is { } reason && !order.Force)
        {
            return OrderResponse.Not(date, new OrderRefusal.OutsideDayGroup(reason.ToString(), date));
        }

        var run = new RunToOrder(made.Terms, inputs.CalendarsAsOf, made.OrderDate, made.BaseDate, made.DueAt, made.Bounds, made.Edges, order.Key);
        var ordered = await parts.Storage.Actions.OrderAsync(run, parts.ActorOf(new Because(order.Reason, order.Actor)), order.Reason, cancel);
        return ordered.IsNew
            ? new OrderResponse(ordered.Run, IsNew: true, date, null)
            : OrderedBefore.AnswerTo(order, (await parts.Storage.Queries.FindAsync(ordered.Run, cancel))!);
    }

    public static async Task<RerunResponse> RerunAsync(RunTarget target, Because because, ClientParts parts, CancellationToken cancel)
    {
        var inputs = await parts.Book.ReadAsync(cancel);
        var outcome = await parts.Storage.Actions.RerunAsync(
            target.ToSelection(), (run, root, now) => Again(run, root, inputs, now), parts.ActorOf(because), because.Reason, cancel);
        return new RerunResponse(
            outcome.Selected, outcome.CountDiffers,
            [.. outcome.Made.Select(made => new MadeRerunView(made.Of, made.Run, made.Routine, made.OrderDate, made.DueAt))],
            [.. outcome.Refused.Select(run => run.ToView())]);
    }

    private static RunToOrder Again(RunRow run, RunRow root, PlanningInputs inputs, Instant now)
    {
        var planner = inputs.PlannerOf(run.Routine);
        var rootTime = root.Trigger == RunTrigger.Planned ? root.PlannedAt : planner.StartOf(run.Routine, run.OrderDate);
        var made = planner.Rerun(run.Routine, run.OrderDate, rootTime, now);
        return new RunToOrder(made.Terms, inputs.CalendarsAsOf, made.OrderDate, run.BaseDate, made.DueAt, made.Bounds, made.Edges);
    }
}
