using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

public class WorkerLoopTests
{
    [Fact]
    public async Task A_signal_that_fails_leaves_no_delay_behind()
    {
        var sleeping = CancellationToken.None;
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        var loop = new WorkerLoop(
            node.Parts.Worker, node.Storage.Queue, node.Storage.Queries, new BrokenSignal(), node.Parts.Executors,
            (Duration _, CancellationToken cancel) =>
            {
                sleeping = cancel;
                return Task.Delay(Timeout.Infinite, cancel);
            });

        await Assert.ThrowsAsync<IOException>(() => loop.RunOnceAsync(TestContext.Current.CancellationToken));

        Assert.True(sleeping.IsCancellationRequested);
    }

    private sealed class BrokenSignal : IStoreSignal
    {
        public Task<long> WaitAsync(long seen, CancellationToken cancel) => Task.FromException<long>(new IOException("the file is gone"));
    }
}
