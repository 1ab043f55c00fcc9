using System.Data.Common;
using Microsoft.Extensions.Logging;
using NodaTime.Text;
using RoutineScheduler.Execution;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Load;

/// <summary>Files are read and judged first, each row staged; then one transaction takes them all into the table, or none.</summary>
internal sealed class LoadFileExecutor(DatabaseCatalog databases, ILogger<LoadFileExecutor> log) : IExecutor<LoadFile>
{
    private const int MostFilesInResult = 100;   // a result has 64 KiB
    private const double ShareOfReading = 0.7;
    private const string MovedBefore = "was loaded and moved by an earlier attempt; nothing was inserted again.";

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

        var artifacts = await rejects.CloseAsync();
        foreach (var artifact in artifacts)
        {
            log.LinesRejected(rejects.Count, artifact.Path);
        }

        return outcome.With(artifacts);
    }

    private async Task<AttemptOutcome> LoadAsync(LoadFile load, IRunContext run, Rejects rejects, CancellationToken cancel)
    {
        var database = DatabaseOf(load);
        var files = FoundFiles.Find(load, run);
        if (load.InsertOnly && files.All(file => file.IsMoved))
        {
            return Success(new FileLoadResult(FileLoadCounts.None, [], [.. files.Select(file => $"{file.Path} {MovedBefore}")]));
        }

        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        var dialect = database.Dialect;
        var shape = await dialect.FindTableAsync(connection, load.Table, cancel);
        var table = TargetTable.Of(load, shape, shape is null ? await dialect.ListTablesAsync(connection, cancel) : [], dialect);

        await using var stage = await StagingTable.CreateAsync(connection, dialect, table, cancel);
        var staged = await StageAsync(files, file => new FileStaging(load, table, stage, rejects, run, file), stage, run, cancel);
        for (var i = 0; i < staged.Count; i++)
        {
            staged[i] = await WithoutDuplicatesAsync(staged[i], load, stage, rejects, cancel);
        }

        var loaded = await MergeAsync(staged, load, connection, new(dialect, table, stage, rejects), run, cancel);

        // Dying here leaves the rows committed and the files where they were: the next attempt finds nothing to change, and moves them.
        return Success(Result(loaded, load, run));
    }

    private RegisteredDatabase DatabaseOf(LoadFile load)
    {
        var problems = LoadFileProblems.Of(load);
        if (problems.Count > 0)
        {
            throw LoadStoppedException.Permanent($"The parameters contradict themselves: {string.Join(" ", problems)}");
        }

        return databases.Find(load.Database) ?? throw LoadStoppedException.Permanent(
            $"No database is registered as '{load.Database}'. " +
            (databases.Names.Count == 0
                ? "None is: call AddDatabase."
                : $"There are: {string.Join(", ", databases.Names.Order(StringComparer.Ordinal))}."));
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
        StagedFile file, LoadFile load, StagingTable stage, Rejects rejects, CancellationToken cancel)
    {
        if (load.Duplicates == DuplicateKeys.LastWins)
        {
            var before = await stage.RemoveDuplicatesAsync(file.Rows, keepLast: true, cancel);
            return file with { Counts = file.Counts with { Ignored = file.Counts.Ignored + before } };
        }

        var duplicates = await stage.FindDuplicatesAsync(file.Rows, rejects.Left + 1, cancel);
        var texts = RawLines.Read(file.File.Path, load.Encoding, duplicates.Select(duplicate => duplicate.Line));
        foreach (var (line, first) in duplicates)
        {
            rejects.Add(file.File.Path, line, $"has the same key as line {first}", texts.GetValueOrDefault(line, ""));
        }

        await stage.RemoveDuplicatesAsync(file.Rows, keepLast: false, cancel);
        return file with { Counts = file.Counts with { Rejected = file.Counts.Rejected + duplicates.Count } };
    }

    private static async Task<List<StagedFile>> MergeAsync(
        List<StagedFile> files, LoadFile load, DbConnection connection, Parts parts, IRunContext run, CancellationToken cancel)
    {
        var loaded = new List<StagedFile>();
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var merge = new TableMerge(connection, transaction, parts.Dialect, parts.Table);
        foreach (var file in files)
        {
            async Task RefusedAsync(long seq, string reason)
            {
                var line = await parts.Stage.LineOfAsync(seq, transaction, cancel);
                parts.Rejects.Add(file.File.Path, line, reason, RawLines.Read(file.File.Path, load.Encoding, [line]).GetValueOrDefault(line, ""));
            }

            void Progress(long done) => run.Report(
                $"writing {done:N0} rows of {Path.GetFileName(file.File.Path)}", ShareOfWriting(loaded.Count + file.Share(done), files.Count));
            loaded.Add(file with { Counts = file.Counts + await merge.MergeAsync(file.Rows, RefusedAsync, Progress, cancel) });
        }

        cancel.ThrowIfCancellationRequested();
        await CommitAsync(transaction, parts.Dialect, load, cancel);
        return loaded;
    }

    private static double ShareOfWriting(double filesDone, int files) => ShareOfReading + ((1 - ShareOfReading) * filesDone / files);

    private static async Task CommitAsync(DbTransaction transaction, SqlDialect dialect, LoadFile load, CancellationToken cancel)
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

    private FileLoadResult Result(List<StagedFile> loaded, LoadFile load, IRunContext run)
    {
        var (files, notes) = (new List<LoadedFile>(), new List<string>());
        foreach (var (file, stamp, _, counts) in loaded)
        {
            log.Loaded(file.Path, counts.Read, counts.New, counts.Updated, counts.Unchanged, counts.Ignored, counts.Rejected);
            var movedTo = load.MoveTo is null || file.IsMoved ? null : Move(file, stamp, load.MoveTo, run, notes);
            files.Add(new LoadedFile(file.Path, file.Date is { } date ? LocalDatePattern.Iso.Format(date) : null, counts, movedTo));
        }

        return new FileLoadResult(files.Aggregate(FileLoadCounts.None, (sum, file) => sum + file.Counts), [.. files.TakeLast(MostFilesInResult)], notes);
    }

    // The rows are committed: failing now would load them again for nothing.
    private string? Move(FoundFile file, FileStamp stamp, string moveTo, IRunContext run, List<string> notes)
    {
        try
        {
            return LoadedFiles.Move(file, stamp, moveTo, run.OrderDate);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            log.NotMoved(trouble, file.Path, moveTo);
            notes.Add($"{file.Path} is loaded but could not be moved to {moveTo}: {trouble.Message}");
            return null;
        }
    }

    private static AttemptOutcome Success(FileLoadResult result) => AttemptOutcome.Succeeded(result, LoadJson.Default.FileLoadResult);

    private readonly record struct Parts(SqlDialect Dialect, TargetTable Table, StagingTable Stage, Rejects Rejects);
}
