using RoutineScheduler.Storage.InMemory;
using Xunit;

namespace RoutineScheduler.Storage.Conformance.Model;

/// <summary>
/// The second layer: generated sequences of operations, done to the store and to the in-memory store, which is the model. After each step the
/// answers and everything that can be asked must be the same. The seed is the test's argument.
/// </summary>
public abstract class ModelConformance : StorageConformance
{
    private const int Sequences = 50;
    private const int Steps = 60;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Sequences)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_step_of_a_sequence_does_to_the_store_what_it_does_to_the_model(int seed)
    {
        var random = new Random(seed);
        var pair = new StorePair(new InMemoryStorage(Clock), Store);
        var steps = new GeneratedSteps(random, Clock, Day, pair);
        for (var step = 1; step <= Steps; step++)
        {
            var told = $"seed {seed}, step {step}: {await steps.DoOneAsync(Cancel)}";
            TestContext.Current.TestOutputHelper?.WriteLine(told);
            await pair.CompareRunsAsync(told, Cancel);
        }

        await pair.CompareRecordsAsync($"seed {seed}, at the end", Cancel);
        Assert.Equal(0, await Store.Queue.ReconcileAsync(1000, Cancel));
    }
}
