using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Sqlite.Tables;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Tables;

/// <summary>Names and numbers that stand in databases: none may change without a migration.</summary>
public sealed class StoredJsonTests
{
    [Fact]
    public void Counts_of_a_load_are_stored_by_names_of_the_databases()
    {
        var counts = new LoadCounts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        const string Json =
            """{"Processed":1,"Planned":2,"Ignored":3,"Undecided":4,"Added":5,"Revived":6,"Moved":7,"Repinned":8,"Superseded":""" +
            """9,"MarkedNotInPlan":10,"StandingFor":11}""";

        Assert.Equal(Json, StoredJson.Of(counts));
        Assert.Equal(counts, StoredJson.Counts(Json));
    }

    [Fact]
    public void Artifacts_are_stored_by_names_of_the_databases()
    {
        Artifact[] artifacts = [new("file", "/data/file.csv", 12, "00ff", Rows: 3), new("other", "/data/ó\"", 0, "00")];
        const string Json =
            """[{"Name":"file","Path":"/data/file.csv","Size":12,"Sha256":"00ff","Rows":3},""" +
            """{"Name":"other","Path":"/data/\u00F3\u0022","Size":0,"Sha256":"00","Rows":null}]""";

        Assert.Equal(Json, StoredJson.Of(artifacts));
        Assert.Equal(artifacts, StoredJson.Artifacts(Json));
        Assert.Null(StoredJson.Of([]));
        Assert.Empty(StoredJson.Artifacts(null));
    }

    [Fact]
    public void The_numbers_of_the_enums_are_the_databases()
    {
        Assert.Equal(
            "Pending 0, Held 1, Recovering 2, Running 3, Succeeded 4, Failed 5, Missed 6, Cancelled 7, Skipped 8, Accepted 9, Superseded 10",
            Numbers<RunState>());
        Assert.Equal(
            "Succeeded 0, Transient 1, TimedOut 2, NotAvailable 3, Permanent 4, Stopped 5, Abandoned 6, HandedBack 7, Lapsed 8",
            Numbers<AttemptEnd>());
        Assert.Equal("Planned 0, Order 1, Rerun 2", Numbers<RunTrigger>());
        Assert.Equal("None 0, Due 1, Window 2, Edges 4, Concurrency 8", Numbers<Bypass>());
        Assert.Equal("Queue 0, Skip 1", Numbers<OverlapPolicy>());
        Assert.Equal("All 0, Last 1, None 2", Numbers<CatchUpPolicy>());
        Assert.Equal("Success 0, End 1, Failure 2", Numbers<EdgeRequirement>());
        Assert.Equal("Ignore 0, Wait 1", Numbers<IfNotPlanned>());
        Assert.Equal("Loaded 0, LoadedWithErrors 1, Skipped 2", Numbers<LoadState>());
        Assert.Equal("Routine 0, Calendar 1, Settings 2", Numbers<DefinitionKind>());
    }

    private static string Numbers<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(value => $"{value} {Convert.ToInt32(value)}"));
}
