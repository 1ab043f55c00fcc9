using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>The attempt's row, as every way out of Running writes it.</summary>
internal static class AttemptRows
{
    public static AttemptRecord Of(RunningAttempt attempt, RunChange change, RunState to, AttemptNotes notes, Instant now)
    {
        var storable = StorableNotes.Of(notes);
        return new AttemptRecord
        {
            Run = attempt.Run,
            Number = attempt.Number,
            Node = attempt.Node,
            Token = attempt.Token,
            StartedAt = attempt.StartedAt,
            EndedAt = now,
            End = AttemptEnds.Of(change),
            To = to,
            Message = storable.Message,
            Details = storable.Details,
            Parameters = storable.Parameters,
            Result = storable.Result,
            Artifacts = storable.Artifacts,
            ResultsFrom = storable.ResultsFrom,
        };
    }
}

/// <summary>What the run's row says of its attempt, as long as it is Running.</summary>
internal readonly record struct RunningAttempt(RunId Run, int Number, string Node, FencingToken Token, Instant StartedAt);
