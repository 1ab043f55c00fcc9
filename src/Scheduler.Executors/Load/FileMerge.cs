using System.Data.Common;
using RoutineScheduler.Execution;

namespace RoutineScheduler.Executors.Load;

/// <summary>Takes staged files into the table, all in one transaction or none.</summary>
internal sealed class FileMerge(
    LoadFile load, DbConnection connection, SqlDialect dialect, TargetTable table, StagingTable stage, Rejects rejects, IRunContext run,
    AttemptMark own)
{
    private const double ShareBefore = LoadFileExecutor.ShareOfReading;

    /// <summary>Answers also why it could not be noted for a later attempt; null where it was.</summary>
    public async Task<(IReadOnlyList<CommittedFile> Files, string? NotNoted)> CommitAsync(IReadOnlyList<StagedFile> files, CancellationToken cancel)
    {
        var merged = new List<CommittedFile>();
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var merge = new TableMerge(connection, transaction, dialect, table);
        foreach (var file in files)
        {
            void Progress(long done) => run.Report(
                $"writing {done:N0} rows of {Path.GetFileName(file.File.Path)}",
                ShareBefore + ((1 - ShareBefore) * (merged.Count + file.Share(done)) / files.Count));
            merged.Add(file.Committed(await MergeAsync(file, merge, transaction, Progress, cancel)));
        }

        cancel.ThrowIfCancellationRequested();

        // What can still fail on a full disk comes before the commit: after it, a failure would load the rows again.
        var artifacts = (await rejects.CloseAsync()).Select(artifact => artifact with { Name = $"{artifact.Name}-{run.Attempt}" });
        using var note = CommitNote.Draft(run, new CommitNoteContent(own, merged, [.. artifacts]));
        await CommitAsync(transaction, cancel);

        // Dying here leaves rows that nobody knows of: the next attempt loads the files again, and with a key finds nothing to change.
        return (merged, note.PutInForce());
    }

    private async Task<FileLoadCounts> MergeAsync(
        StagedFile file, TableMerge merge, DbTransaction transaction, Action<long> progress, CancellationToken cancel)
    {
        var refused = new List<(long Seq, string Reason)>();
        async Task RefusedAsync(long seq, string reason)
        {
            refused.Add((seq, reason));
            if (refused.Count > rejects.Left)
            {
                await RejectAsync(file, refused, transaction, cancel);   // too many of them end the load
            }
        }

        var counts = await merge.MergeAsync(file.Rows, RefusedAsync, progress, cancel);
        await RejectAsync(file, refused, transaction, cancel);
        return counts;
    }

    /// <summary>The others wait for this transaction, so the file is read once for all of its refused rows.</summary>
    private async Task RejectAsync(StagedFile file, List<(long Seq, string Reason)> refused, DbTransaction transaction, CancellationToken cancel)
    {
        var lines = new List<(long Line, string Reason)>();
        foreach (var (seq, reason) in refused)
        {
            lines.Add((await stage.LineOfAsync(seq, transaction, cancel), reason));
        }

        rejects.AddByLine(load, file, lines, run);
    }

    private async Task CommitAsync(DbTransaction transaction, CancellationToken cancel)
    {
        try
        {
            await transaction.CommitAsync(cancel);
        }
        catch (DbException trouble) when (dialect.IsConstraintViolation(trouble))
        {
            // A deferred foreign key is checked no earlier.
            throw LoadStoppedException.Permanent($"The database '{load.Database}' refused the commit, so nothing was loaded: {trouble.Message}");
        }
    }
}
