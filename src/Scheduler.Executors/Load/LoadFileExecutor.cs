using System.Data.Common;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Load;

/// <summary>Files are read and judged first, each row staged; then one transaction takes them all into the table, or none.</summary>
internal sealed class LoadFileExecutor(DatabaseCatalog databases, IAttemptMarks attempts, ILogger<LoadFileExecutor> log) : IExecutor<LoadFile>
{
    public const double ShareOfReading = 0.7;

    public async Task<AttemptOutcome> ExecuteAsync(LoadFile load, IRunContext run, CancellationToken cancel)
    {
        using var rejects = new Rejects(run, load.MaxRejects);
        AttemptOutcome outcome;
        try
        {
            outcome = await LoadAsync(load, run, rejects, cancel);
        }
        catch (LoadStoppedException stopped)
        {
            outcome = stopped.Outcome;
        }
        catch (DbException trouble)
        {
            outcome = AttemptOutcome.Transient($"The database '{load.Database}': {trouble.Message} Nothing was loaded.", trouble.ToString());
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            outcome = AttemptOutcome.Transient($"A file could not be read or written: {trouble.Message} Nothing was loaded.", trouble.ToString());
        }

        return outcome.With(await CloseAsync(rejects));
    }

    /// <summary>A load that succeeds has closed them before its commit; one that has failed keeps its own reason, whatever becomes of them.</summary>
    private async Task<IReadOnlyList<Artifact>> CloseAsync(Rejects rejects)
    {
        try
        {
            var artifacts = await rejects.CloseAsync();
            foreach (var artifact in artifacts)
            {
                log.LinesRejected(rejects.Count, artifact.Path);
            }

            return artifacts;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            log.RejectsNotWritten(trouble);
            return [];
        }
    }

    private async Task<AttemptOutcome> LoadAsync(LoadFile load, IRunContext run, Rejects rejects, CancellationToken cancel)
    {
        var database = DatabaseOf(load);
        var marks = await attempts.OfAsync(run, cancel);
        var before = CommittedFiles.ByEarlierAttemptsOf(load, run, marks, log);
        var files = await FoundFiles.FindAsync(load, run, before, cancel);
        var (loaded, notNoted) = files.Count == 0 ? ([], null) : await LoadAsync(files, load, database, run, marks.Own, rejects, cancel);

        // Dying here leaves the rows committed, a note of it, and files not moved: the next attempt moves them and loads none of them again.
        foreach (var (path, _, _, counts) in loaded)
        {
            log.Loaded(path, counts.Read, counts.New, counts.Updated, counts.Unchanged, counts.Ignored, counts.Rejected);
        }

        var folder = load.MoveTo is { } moveTo && notNoted is null ? new LoadedFiles(moveTo, run.OrderDate) : null;
        var result = new FileMoves(folder, run.Token, log, notNoted).ResultOf(before.Files, loaded);
        return AttemptOutcome.Succeeded(result, LoadJson.Default.FileLoadResult).With(before.Rejects);
    }

    private static async Task<(IReadOnlyList<CommittedFile> Files, string? NotNoted)> LoadAsync(
        IReadOnlyList<FoundFile> files, LoadFile load, RegisteredDatabase database, IRunContext run, AttemptMark own, Rejects rejects,
        CancellationToken cancel)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        var dialect = database.Dialect;
        var shape = await dialect.FindTableAsync(connection, load.Table, cancel);
        var table = TargetTable.Of(load, shape, shape is null ? await dialect.ListTablesAsync(connection, cancel) : [], dialect);

        await using var stage = await StagingTable.CreateAsync(connection, dialect, table, cancel);
        var staged = await StageAsync(files, file => new FileStaging(load, table, stage, rejects, run, file), stage, run, cancel);
        for (var i = 0; i < staged.Count; i++)
        {
            staged[i] = await WithoutDuplicatesAsync(staged[i], load, stage, rejects, run, cancel);
        }

        return await new FileMerge(load, connection, dialect, table, stage, rejects, run, own).CommitAsync(staged, cancel);
    }

    private RegisteredDatabase DatabaseOf(LoadFile load)
    {
        var problems = LoadFileProblems.Of(load);
        if (problems.Count > 0)
        {
            throw LoadStoppedException.Permanent($"The parameters contradict themselves: {string.Join(" ", problems)}");
        }

        return databases.Find(load.Database) ?? throw LoadStoppedException.Permanent(databases.Unknown(load.Database));
    }

    private static async Task<List<StagedFile>> StageAsync(
        IReadOnlyList<FoundFile> files, Func<FoundFile, FileStaging> staging, StagingTable stage, IRunContext run, CancellationToken cancel)
    {
        var staged = new List<StagedFile>();
        await stage.BeginFillingAsync(cancel);
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            var name = Path.GetFileName(file.Path);
            void Progress(double share) => run.Report($"reading {name}", ShareOfReading * (staged.Count + share) / files.Count);
            Progress(0);
            staged.Add(staging(file).Read(Progress, cancel));
        }

        await stage.EndFillingAsync(cancel);
        return staged;
    }

    private static async Task<StagedFile> WithoutDuplicatesAsync(
        StagedFile file, LoadFile load, StagingTable stage, Rejects rejects, IRunContext run, CancellationToken cancel)
    {
        if (load.Duplicates == DuplicateKeys.LastWins)
        {
            var before = await stage.RemoveDuplicatesAsync(file.Rows, keepLast: true, cancel);
            return file with { Counts = file.Counts with { Ignored = file.Counts.Ignored + before } };
        }

        var duplicates = await stage.FindDuplicatesAsync(file.Rows, rejects.Left + 1, cancel);
        rejects.AddByLine(load, file, [.. duplicates.Select(line => (line.Line, $"has the same key as line {line.FirstLine}"))], run);
        await stage.RemoveDuplicatesAsync(file.Rows, keepLast: false, cancel);
        return file with { Counts = file.Counts with { Rejected = file.Counts.Rejected + duplicates.Count } };
    }
}
