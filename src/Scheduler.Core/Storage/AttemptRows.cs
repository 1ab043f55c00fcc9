using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>The attempt's row, as every way out of Running writes it.</summary>
internal static class AttemptRows
{
    /// <param name="run">Before the change.</param>
    public static AttemptRecord Of(RunRow run, RunChange change, RunState to, AttemptNotes notes, Instant now)
    {
        var storable = StorableNotes.Of(notes);
        return new AttemptRecord
        {
            Run = run.Id,
            Number = run.Attempts,
            Node = run.Node!,
            Token = run.Facts.Token!.Value,
            StartedAt = run.StartedAt!.Value,
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
