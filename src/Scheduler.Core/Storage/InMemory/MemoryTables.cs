using NodaTime;
using RoutineScheduler.Journal;

namespace RoutineScheduler.Storage.InMemory;

/// <summary>Everything that a store holds; only touched under the lock of <see cref="MemorySteps"/>.</summary>
internal sealed class MemoryTables
{
    public MemoryTables()
    {
        Changes = new RunChanges(Runs, Records);
        Edges = new EdgeBook(Runs, Changes);
    }

    public RunTable Runs { get; } = new();

    public RunRecords Records { get; } = new();

    public RunChanges Changes { get; }

    public EdgeBook Edges { get; }

    public SortedDictionary<LocalDate, LoadRow> Loads { get; } = [];

    public Dictionary<LocalDate, IReadOnlyList<DecidedAgainst>> Decisions { get; } = [];

    public List<LogEntry> Log { get; } = [];

    /// <summary>Another one after every registration that wrote something.</summary>
    public long DefinitionsMark { get; set; }

    public LastBeat? LastBeat { get; set; }

    public Absence? OpenAbsence { get; set; }

    public long LastToken { get; set; }

    /// <summary>Then nothing is claimed, expired or rescued.</summary>
    public bool IsAbsence(Instant now) => OpenAbsence is not null || AbsenceAfter.HasBegun(LastBeat, now);

    public void Append(IEnumerable<LogEntry> lines)
    {
        foreach (var line in lines)
        {
            Log.Add(StorableNotes.Of(line) with { Id = Log.Count + 1 });
        }
    }
}
