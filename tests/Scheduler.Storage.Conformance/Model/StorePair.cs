using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Storage.Conformance.Model;

/// <summary>The model and the store beside it. Ids and tokens may differ between them: a run is known by its place among all runs.</summary>
internal sealed class StorePair(IStorage model, IStorage store)
{
    public IStorage Model => model;

    public IStorage Store => store;

    /// <summary>How many runs both have; the n-th run made is number n in both.</summary>
    public int Count { get; private set; }

    private List<RunId> modelIds = [];

    private List<RunId> storeIds = [];

    public RunId InModel(int number) => modelIds[number];

    public RunId InStore(int number) => storeIds[number];

    /// <summary>One operation on both, its answers compared as text.</summary>
    public async Task<string> BothAsync<T>(string what, Func<Side, Task<T>> act, Func<T, Side, string> print)
    {
        var (ofModel, ofStore) = (new Side(model, InModel, NumberInModel), new Side(store, InStore, NumberInStore));
        var (expected, actual) = (await act(ofModel), await act(ofStore));
        await ReadIdsAsync(CancellationToken.None);
        var answer = print(expected, ofModel);
        AssertSame(answer, print(actual, ofStore), what);
        return $"{what} → {answer}";
    }

    public async Task CompareRunsAsync(string told, CancellationToken cancel)
    {
        await ReadIdsAsync(cancel);
        AssertSame(await Snapshot.RunsAsync(model, NumberInModel, cancel), await Snapshot.RunsAsync(store, NumberInStore, cancel), told);
    }

    public async Task CompareRecordsAsync(string told, CancellationToken cancel) =>
        AssertSame(await Snapshot.RecordsAsync(model, NumberInModel, cancel), await Snapshot.RecordsAsync(store, NumberInStore, cancel), told);

    private int NumberInModel(RunId run) => modelIds.IndexOf(run);

    private int NumberInStore(RunId run) => storeIds.IndexOf(run);

    private async Task ReadIdsAsync(CancellationToken cancel)
    {
        modelIds = await IdsAsync(model, cancel);
        storeIds = await IdsAsync(store, cancel);
        Count = Math.Min(modelIds.Count, storeIds.Count);
    }

    private static async Task<List<RunId>> IdsAsync(IStorage storage, CancellationToken cancel) =>
        [.. (await storage.Queries.ListAsync(new RunFilter { Limit = int.MaxValue }, cancel)).Select(row => row.Id)];

    private static void AssertSame(string expected, string actual, string told)
    {
        if (expected != actual)
        {
            var lines = expected.Split('\n').Zip(actual.Split('\n')).Where(pair => pair.First != pair.Second).Take(3);
            Assert.Fail($"{told}\n{string.Join('\n', lines.Select(pair => $"model: {pair.First}\nstore: {pair.Second}"))}");
        }
    }
}

/// <summary>One of the two, with its own names for the runs.</summary>
internal sealed record Side(IStorage Storage, Func<int, RunId> IdOf, Func<RunId, int> NumberOf);
