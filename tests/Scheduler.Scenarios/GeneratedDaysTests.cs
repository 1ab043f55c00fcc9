using RoutineScheduler.Scenarios.Driving;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Scenarios;

/// <summary>What nobody thought of: days made of a seed, on both stores.</summary>
public sealed class GeneratedDaysTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Restarts_absences_and_people_break_no_law_and_both_stores_end_alike(int seed)
    {
        using var folder = new SqliteFolder();
        IStorage? kept = null;
        SwitchedClock? clock = null;

        var inMemory = await new GeneratedDays(seed, now => Memory.Keep(ref kept, ref clock, now)).RunAsync(30, Cancel);
        var onSqlite = await new GeneratedDays(seed, folder.Open).RunAsync(30, Cancel);

        Assert.NotEmpty(inMemory);
        Assert.Equal(inMemory, onSqlite);
    }
}
