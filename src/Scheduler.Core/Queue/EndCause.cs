namespace RoutineScheduler.Queue;

/// <summary>Why a run ended as it did: a name that never changes, and where one word is not enough, what it happened to.</summary>
/// <param name="Detail">Null where the name says everything.</param>
internal sealed record EndCause(string Name, string? Detail = null)
{
    private const string HostAwayName = "HostAway";
    private const string CaughtUpByName = "CaughtUpBy";

    public static readonly EndCause TriesExhausted = new("TriesExhausted");
    public static readonly EndCause Permanent = new("Permanent");
    public static readonly EndCause NotAvailable = new("NotAvailable");
    public static readonly EndCause RetryWindowClosed = new("RetryWindowClosed");
    public static readonly EndCause PoisonRun = new("PoisonRun");
    public static readonly EndCause Abandoned = new("Abandoned");
    public static readonly EndCause ParametersUnreadable = new("ParametersUnreadable");
    public static readonly EndCause NoResult = new("NoResult");

    /// <summary>Skipped by the claimer: due, the routine full, its policy Skip.</summary>
    public static readonly EndCause Overlap = new("Overlap");

    /// <summary>Skipped by its failure edge: what it would have repaired went well, or was not planned.</summary>
    public static readonly EndCause NotNeeded = new("NotNeeded");

    /// <summary>Superseded because its routine is gone from the code.</summary>
    public static readonly EndCause Retired = new("Retired");

    /// <summary>Missed by the catch-up policy None.</summary>
    public static readonly EndCause HostAway = new(HostAwayName);

    /// <summary>Succeeded although a cancel was requested: it was done before it could be stopped.</summary>
    public static readonly EndCause DoneBeforeCancel = new("DoneBeforeCancel");

    /// <summary>Whether a catch-up policy gave the run up.</summary>
    public bool IsOfCatchUp => Name is HostAwayName or CaughtUpByName;

    /// <summary>Missed by the catch-up policy Last, in favour of a later run.</summary>
    public static EndCause CaughtUpBy(RunId run) => new(CaughtUpByName, run.ToString());

    /// <summary>Missed by expiry, with all that was unmet.</summary>
    public static EndCause Expired(IEnumerable<string> unmet) => new("Expired", string.Join("; ", unmet));

    /// <summary>Reads what <see cref="ToString"/> printed.</summary>
    public static EndCause Parse(string text)
    {
        var open = text.IndexOf('(');
        return open < 0 ? new EndCause(text) : new EndCause(text[..open], text[(open + 1)..^1]);
    }

    public override string ToString() => Detail is null ? Name : $"{Name}({Detail})";
}
