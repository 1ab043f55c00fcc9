using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.Loading;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <summary>How the scheduler stands: what is live, what is near, what went wrong lately. The history is not read for it.</summary>
internal static class StatusQuestions
{
    public static async Task<SchedulerStatus> AskAsync(ClientParts parts, CancellationToken cancel)
    {
        var (storage, inputs) = (parts.Storage, await parts.Book.ReadAsync(cancel));
        var now = await storage.Queries.NowAsync(cancel);
        var today = inputs.TodayIn(inputs.Settings.Zone, now);
        var loads = await storage.Loads.ListAsync(today.PlusDays(-366), today.PlusDays(366), cancel);
        var waiting = await storage.Queries.ListAsync(StatusParts.Waiting(now), cancel);
        var bad = await storage.Queries.ListAsync(StatusParts.Trouble(now), cancel);
        var ignored = await storage.Loads.ReadDecisionsAsync(today, cancel);
        var nodes = await StatusParts.NodesAsync(parts, now, cancel);
        return new SchedulerStatus(
            storage.Description, now, await CountsAsync(storage.Queries, today, cancel), nodes.Shown,
            [.. StatusParts.Shown(loads, today).Select(load => load.ToView())],
            waiting.Count > 0 ? waiting[0].ToView(inputs) : null, inputs.Routines.Count - inputs.Retired.Count,
            await storage.Nodes.FindOpenAbsenceAsync(cancel) is not null)
        {
            Today = today,
            OlderNodes = nodes.Older,
            DueByExecutor = await storage.Queries.CountDueAsync(cancel),
            LastLoaded = await StatusParts.LastLoadedAsync(loads, today, storage.Queries, cancel),
            OfToday = await storage.Queries.CountAsync(new RunFilter { From = today, To = today }, cancel),
            Bad = await TroubleAsync(storage.Queries, bad, inputs, cancel),
            Ignored = [.. StatusParts.Ignored(ignored, inputs)],
            Next = [.. waiting.DistinctBy(run => run.Routine).Take(SchedulerStatus.Most).Select(run => run.ToView(inputs))],
        };
    }

    /// <summary>In UTC where the store names a zone that only a newer release knows.</summary>
    public static async Task<SchedulerNow> NowAsync(ClientParts parts, CancellationToken cancel)
    {
        var (settings, now) = ((await parts.Book.ReadAsync(cancel)).Settings, await parts.Storage.Queries.NowAsync(cancel));
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(settings.Zone) ?? DateTimeZone.Utc;
        return new SchedulerNow(now, OrderDay.At(now, zone, settings.StartOfDay).Date, zone.Id);
    }

    /// <summary>Of the dates from today on; of what is live all, whatever its date.</summary>
    private static async Task<Dictionary<RunState, int>> CountsAsync(IRunQueries queries, LocalDate today, CancellationToken cancel)
    {
        var counts = (await queries.CountAsync(new RunFilter { From = today }, cancel)).ToDictionary();
        foreach (var (state, count) in await queries.CountAsync(StatusParts.Live, cancel))
        {
            counts[state] = count;
        }

        return counts;
    }

    /// <summary>A Missed run has its reasons in its history, a Failed one mostly in its last attempt.</summary>
    private static async Task<IReadOnlyList<TroubleView>> TroubleAsync(
        IRunQueries queries, IReadOnlyList<RunRow> runs, PlanningInputs inputs, CancellationToken cancel)
    {
        var troubles = new List<TroubleView>();
        foreach (var run in runs)
        {
            var why = run.Facts.State == RunState.Failed ? (await queries.AttemptsAsync(run.Id, cancel)).LastOrDefault()?.Message : null;
            var last = why is null ? (await queries.HistoryAsync(run.Id, cancel)).LastOrDefault() : null;
            var rerun = await RerunFamily.NewestAsync(run, queries, cancel);
            troubles.Add(new TroubleView(run.ToView(inputs), why ?? last?.Reason ?? last?.Details) { RerunAs = rerun?.ToView(inputs) });
        }

        return troubles;
    }
}
