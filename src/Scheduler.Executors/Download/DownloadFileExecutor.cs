using Microsoft.Extensions.Logging;
using RoutineScheduler.Execution;
using RoutineScheduler.Executors.Placing;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Executors.Download;

/// <summary>Fetches one file: ask, receive beside the target, compare with what is expected, unzip, put in place.</summary>
internal sealed class DownloadFileExecutor(DownloadHttp http, ILogger<DownloadFileExecutor> log) : IExecutor<DownloadFile>
{
    public async Task<AttemptOutcome> ExecuteAsync(DownloadFile parameters, IRunContext run, CancellationToken cancel)
    {
        var problems = DownloadProblems.Of(parameters).Select(problem => problem.Message).ToList();
        if (problems.Count > 0)
        {
            return AttemptOutcome.Permanent($"The parameters of download-file cannot be used: {string.Join(" ", problems)}");
        }

        var shown = ShownUrl.Of(new Uri(parameters.Url));
        using var deadline = new Deadline(parameters, cancel);
        try
        {
            return await DownloadAsync(parameters, shown, run, deadline);
        }
        catch (Exception trouble)
        {
            cancel.ThrowIfCancellationRequested();   // whatever broke because of it
            if (deadline.Expired(shown) is { } expired)
            {
                return expired;
            }

            if (Trouble.Decide(trouble, shown) is { } outcome)
            {
                return outcome;
            }

            throw;
        }
    }

    private async Task<AttemptOutcome> DownloadAsync(DownloadFile file, string shown, IRunContext run, Deadline deadline)
    {
        var target = TargetPath.Decide(run.ArtifactFolder, file.To);
        var folder = file.Unzip is null ? null : UnzipFolder.Decide(target, file.Unzip.Into);
        log.Asks(shown, target);
        run.Report($"Asking {shown}");

        using var answer = await AnswerAsync(file, shown, deadline);
        using var leftovers = new Leftovers(target, run.Token, log);
        leftovers.DeleteThoseOfTheDead();
        var facts = await ReceiveAsync(file, answer, leftovers, run, deadline);
        deadline.StopListening();

        var unmet = ExpectationVerdict.Decide(file.Expect, facts, answer.MediaType, answer.Shown)
            ?? await NotSameAsAsync(file, target, facts, answer.Shown, deadline.Token);
        if (unmet is not null)
        {
            return unmet;
        }

        var place = new InPlace(run.Token, log);
        var unzipped = await UnzipAsync(file, target, folder, answer.Shown, leftovers, place, deadline.Token);

        // Dying before the next line leaves unzipped files without their zip: the next attempt does it all again and finds them unchanged.
        var isNew = await place.PutAsync(leftovers.File, facts, target, deadline.Token);
        Log(isNew, target, facts);
        return Outcome(target, facts, unzipped, isNew);
    }

    /// <summary>The answer that brings the file, its status judged.</summary>
    private async Task<Answer> AnswerAsync(DownloadFile file, string shown, Deadline deadline)
    {
        var asking = new Asking(http, file, deadline, log);
        var (url, shownUrl) = (new Uri(file.Url), shown);
        if (file.TwoSteps is { } steps)
        {
            url = await FirstStepAsync(asking, steps, url, shown, deadline);
            shownUrl = ShownUrl.OfTheirs(url);
        }

        var answer = await asking.AskAsync(url, shownUrl);
        var verdict = Status(answer, file.Expect.NotAvailableStatuses)
            ?? ExpectationVerdict.DecideContentType(file.Expect, answer.MediaType, answer.Shown);
        if (verdict is not null)
        {
            answer.Dispose();
            throw new DownloadEndsException(verdict, answer.Shown);
        }

        return answer;
    }

    private static async Task<Uri> FirstStepAsync(Asking asking, TwoSteps steps, Uri url, string shown, Deadline deadline)
    {
        const int EnoughForAnAddress = 64 << 10;
        using var answer = await asking.AskAsync(url, shown);
        if (Status(answer, steps.NotAvailableStatuses) is { } verdict)
        {
            throw new DownloadEndsException(verdict, answer.Shown);
        }

        await using var body = await AnswerBody.OpenAsync(answer.Response, answer.Shown, deadline);
        var json = await Receiving.ToMemoryAsync(body, EnoughForAnAddress, answer.Shown, deadline.Token);
        return FirstStep.Decide(steps, json, answer.Url, answer.Shown);
    }

    private static AttemptOutcome? Status(Answer answer, IReadOnlyList<int> notAvailable) =>
        StatusVerdict.Decide(answer.Response.StatusCode, answer.Response.Headers.RetryAfter, notAvailable, answer.Shown);

    private async Task<FileFacts> ReceiveAsync(DownloadFile file, Answer answer, Leftovers leftovers, IRunContext run, Deadline deadline)
    {
        await using var body = await AnswerBody.OpenAsync(answer.Response, answer.Shown, deadline);
        if (!body.EndIsMarked && !file.Expect.UnknownLength && !IsZip(file))
        {
            throw DownloadEndsException.Permanent(
                $"{answer.Shown} gives neither a length nor chunks, so that a cut would go unnoticed. " +
                "Set Expect.UnknownLength where that is acceptable.");
        }

        var maxBytes = Math.Min(file.MaxBytes ?? long.MaxValue, http.Options.MaxBytes);
        var progress = new DownloadProgress(run, answer.Shown, body.ExpectedLength);
        return await Receiving.ToFileAsync(body, leftovers.File, maxBytes, progress, answer.Shown, deadline.Token);
    }

    private async Task<AttemptOutcome?> NotSameAsAsync(DownloadFile file, string target, FileFacts facts, string shown, CancellationToken cancel)
    {
        if (file.Expect.NotSameAs is not { } other)
        {
            return null;
        }

        var path = Path.GetFullPath(other, Path.GetDirectoryName(target)!);
        if (path == target)
        {
            return AttemptOutcome.Permanent(
                $"Expect.NotSameAs names the target itself, {target}; name an earlier date's file, as with {{orderDate-1bd:yyyyMMdd}}.");
        }

        if (await FileFacts.ReadAsync(path, cancel) is not { } there)
        {
            log.NothingToCompare(path);
            return null;
        }

        return there.IsSameAs(facts)
            ? AttemptOutcome.NotAvailableYet($"{shown} still brings the content of {path} (SHA-256 {facts.Sha256}): not published yet.")
            : null;
    }

    /// <param name="folder">Null where the zip is only read, to know that it is whole.</param>
    private async Task<Unzipped?> UnzipAsync(
        DownloadFile file, string target, string? folder, string shown, Leftovers leftovers, InPlace place, CancellationToken cancel)
    {
        if (!IsZip(file))
        {
            return null;
        }

        var unzipping = new Unzipping(leftovers.File, file.Unzip ?? new Unzip(), shown);
        if (folder is null)
        {
            await unzipping.ReadAsync(folder: null, cancel);
            return null;
        }

        Directory.CreateDirectory(leftovers.Folder);
        var entries = await unzipping.ReadAsync(leftovers.Folder, cancel);
        UnzipFolder.Check(target, folder, file.Unzip?.Into, entries);
        var changed = 0;
        foreach (var entry in entries)
        {
            var isNew = await place.PutAsync(Path.Combine(leftovers.Folder, entry.Path), entry.Facts, Path.GetFullPath(entry.Path, folder), cancel);
            changed += isNew ? 1 : 0;
        }

        log.Unzipped(entries.Count, folder, changed);
        return new Unzipped(folder, entries, changed);
    }

    private static bool IsZip(DownloadFile file) => file.Expect.Zip || file.Unzip is not null;

    private void Log(bool isNew, string target, FileFacts facts)
    {
        if (!isNew)
        {
            log.Unchanged(target, facts.Size, facts.Sha256);
        }
        else if (facts.Rows is { } rows)
        {
            log.Kept(target, facts.Size, rows, facts.Sha256);
        }
        else
        {
            log.KeptWithoutRows(target, facts.Size, facts.Sha256);
        }
    }

    private static AttemptOutcome Outcome(string target, FileFacts facts, Unzipped? unzipped, bool isNew)
    {
        var result = new DownloadedFile(target, unzipped is null ? facts.Rows : unzipped.Rows)
        {
            Size = facts.Size,
            Sha256 = facts.Sha256,
            Unchanged = !isNew && unzipped is null or { Changed: 0 },
            Unzipped = unzipped?.Listed(),
        };
        var artifact = new Artifact(Path.GetFileName(target), target, facts.Size, facts.Sha256, facts.Rows);
        return AttemptOutcome.Succeeded(result, DownloadJson.Default.DownloadedFile).With([artifact, .. unzipped?.Artifacts() ?? []]);
    }
}
