using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Prerequisites;

/// <summary>Whether an edge lets its run start: it starts when all of its edges do, and ends when one of them is not needed any more.</summary>
internal abstract record EdgeState
{
    private EdgeState()
    {
    }

    public sealed record Met : EdgeState;

    /// <param name="Unmet">Never empty; each reason once.</param>
    public sealed record Open(IReadOnlyList<UnmetReason> Unmet) : EdgeState;

    /// <summary>A failure edge that cannot be met any more: the run that waits ends as Skipped(NotNeeded).</summary>
    public sealed record NotNeeded : EdgeState;

    public static EdgeState Decide(Edge edge)
    {
        var members = edge.Members.Where(member => member.IsPlanned).ToList();
        return members.Count == 0 ? WithoutMembers(edge) : edge.Requires switch
        {
            EdgeRequirement.Success => OpenWhile(edge, members.Where(member => !member.State.IsGood())),
            EdgeRequirement.End => OpenWhile(edge, members.Where(member => !member.State.HasEnded())),
            EdgeRequirement.Failure => WaitForFailure(edge, members),
            _ => throw new ArgumentOutOfRangeException(nameof(edge), edge.Requires, "An edge requires Success, End or Failure."),
        };
    }

    private static EdgeState WithoutMembers(Edge edge) => edge.IfNotPlanned switch
    {
        IfNotPlanned.Wait => new Open([new UnmetReason.WaitsFor(edge.Predecessor, edge.Date)]),
        IfNotPlanned.Ignore when edge.Requires == EdgeRequirement.Failure => new NotNeeded(),
        IfNotPlanned.Ignore => new Met(),
        _ => throw new ArgumentOutOfRangeException(nameof(edge), edge.IfNotPlanned, "Where nothing is planned, an edge is ignored or waits."),
    };

    /// <summary>A member that was missed or cancelled neither failed nor ended well: its rerun may still do either.</summary>
    private static EdgeState WaitForFailure(Edge edge, IReadOnlyList<EdgeMember> members) => members switch
    {
        _ when members.Any(member => member.State == RunState.Failed) => new Met(),
        _ when members.All(member => member.State.IsGood()) => new NotNeeded(),
        _ => OpenWhile(edge, members.Where(member => !member.State.IsGood())),
    };

    private static EdgeState OpenWhile(Edge edge, IEnumerable<EdgeMember> unmet)
    {
        var reasons = unmet.Select(member => new UnmetReason.Predecessor(edge.Predecessor, edge.Date, member.State)).Distinct().ToList();
        return reasons.Count == 0 ? new Met() : new Open(reasons);
    }
}
