using RoutineScheduler.Queue;
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

    public static async Task<RerunResponse> RerunAsync(RunId run, Because because, ClientParts parts, CancellationToken cancel)
    {
        var inputs = await parts.Book.ReadAsync(cancel);
        var row = await parts.Storage.Queries.FindAsync(run, cancel);
        if (row is null)
        {
            return new RerunResponse(null, new RefusedRunView(run, "not found", $"There is no run {run}."));
        }

        var planner = inputs.PlannerOf(row.Routine);
        var root = row.Root == row.Id ? row : await parts.Storage.Queries.FindAsync(row.Root, cancel);
        var rootTime = root is { Trigger: RunTrigger.Planned } planned ? planned.PlannedAt : planner.StartOf(row.Routine, row.OrderDate);
        var made = planner.Rerun(row.Routine, row.OrderDate, rootTime, await parts.Storage.Queries.NowAsync(cancel));
        var template = new RunToOrder(made.Terms, inputs.CalendarsAsOf, made.OrderDate, row.BaseDate, made.DueAt, made.Bounds, made.Edges);
        var outcome = await parts.Storage.Actions.RerunAsync(run, template, parts.ActorOf(because), because.Reason, cancel);
        return new RerunResponse(outcome.Run, outcome.Refused?.ToView());
    }
}
