using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>What a second order with the key of a first one is answered.</summary>
internal static class OrderedBefore
{
    /// <summary>
    /// Asked before anything else: the run was made, so that midnight has passed since, or its routine is retired, or its day group would refuse,
    /// changes nothing. Null where the key is new, or there is none.
    /// </summary>
    public static async Task<OrderResponse?> FindAsync(Order order, IRunQueries queries, CancellationToken cancel) =>
        order.Key is { } key && await queries.ListAsync(new RunFilter { OrderKey = key }, cancel) is [var first] ? AnswerTo(order, first) : null;

    /// <summary>The first run, unless the order names another routine, or names another date.</summary>
    public static OrderResponse AnswerTo(Order order, RunRow first) =>
        first.Routine == order.Routine && (order.Date ?? first.OrderDate) == first.OrderDate
            ? new OrderResponse(first.Id, IsNew: false, first.OrderDate, null)
            : OrderResponse.Not(order.Date ?? first.OrderDate, new OrderRefusal.KeyUsed(order.Key!, first.Routine, first.OrderDate, first.Id));
}
