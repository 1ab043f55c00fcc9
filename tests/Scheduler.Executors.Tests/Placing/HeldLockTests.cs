using Microsoft.Extensions.Logging.Abstractions;
using RoutineScheduler.Executors.Placing;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Placing;

/// <summary>Attempts on one target look at each other's locks whenever they please.</summary>
public sealed class HeldLockTests : IDisposable
{
    private readonly AFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Who_has_it_has_it_alone_and_leaves_nothing()
    {
        var path = folder.At("a.lock");
        using (HeldLock.Take(path))
        {
            Assert.Throws<IOException>(() => HeldLock.Take(path));
            Assert.Equal(["a.lock"], folder.Files);   // the refused one does not delete it
        }

        Assert.Empty(folder.Files);
        HeldLock.Take(path).Dispose();
    }

    [Fact]
    public async Task No_two_of_many_have_it_at_once()
    {
        var path = folder.At("a.lock");
        var holders = 0;
        var taken = 0;
        void TakeOften()
        {
            for (var i = 0; i < 2_000; i++)
            {
                try
                {
                    using var held = HeldLock.Take(path);
                    Assert.Equal(1, Interlocked.Increment(ref holders));
                    Interlocked.Increment(ref taken);
                    Interlocked.Decrement(ref holders);
                }
                catch (IOException)
                {
                    continue;   // another has it
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(TakeOften, TestContext.Current.CancellationToken)));

        Assert.InRange(taken, 1, 8_000);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task An_attempt_begins_also_while_others_look_whether_it_is_dead()
    {
        var target = folder.At("prices.csv");
        void BeginAndClear(int first)
        {
            for (var i = 0; i < 100; i++)
            {
                using var leftovers = new Leftovers(target, new FencingToken(first + i), NullLogger.Instance);
                File.WriteAllText(leftovers.File, "");
                leftovers.DeleteThoseOfTheDead();
                Assert.True(File.Exists(leftovers.File));   // nobody took it for a dead one's
            }
        }

        await Task.WhenAll(Enumerable.Range(1, 8).Select(one => Task.Run(() => BeginAndClear(one * 1_000), TestContext.Current.CancellationToken)));

        Assert.Empty(folder.Files);
    }
}
