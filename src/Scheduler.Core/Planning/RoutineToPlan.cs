using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>A routine as the planner gets it.</summary>
/// <param name="Version">What runs pin; 0 in a plan that nobody loads.</param>
/// <param name="Hash">Of its canonical JSON.</param>
/// <param name="ActiveFrom">No slot before it is planned; <see cref="Instant.MinValue"/>: no limit.</param>
/// <param name="Inactive">Null: it is active.</param>
/// <param name="Unreadable">Why the stored text gave no definition; all that is then known of <paramref name="Routine"/> is its key.</param>
internal sealed record RoutineToPlan(
    Routine Routine, long Version, string Hash, Instant ActiveFrom, Inactivity? Inactive = null, string? Unreadable = null)
{
    /// <summary>From a stored version. What cannot be read is planned as Undecided: a load never stops for one routine.</summary>
    public static RoutineToPlan FromStored(string key, string json, string hash, long version, Instant activeFrom, Inactivity? inactive = null)
    {
        try
        {
            return new RoutineToPlan(RoutineJson.Read(json), version, hash, activeFrom, inactive);
        }
        catch (FormatException unreadable)
        {
            return new RoutineToPlan(new Routine { Key = key, Executor = "" }, version, hash, activeFrom, inactive, unreadable.Message);
        }
    }

    /// <summary>Outside any store: active from what it names itself.</summary>
    public static RoutineToPlan Unstored(Routine routine) =>
        new(routine, Version: 0, RoutineJson.Hash(RoutineJson.Write(routine)), routine.ActiveFrom ?? Instant.MinValue);
}

/// <param name="By">Who paused it; "retired" where the code no longer has it.</param>
internal sealed record Inactivity(string By, Instant At);
