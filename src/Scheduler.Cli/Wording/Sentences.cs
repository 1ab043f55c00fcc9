using NodaTime;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Wording;

/// <summary>What people read of states and reasons, in one language. --json keeps the canonical words.</summary>
internal abstract class Sentences
{
    /// <summary>A state, a change, a trigger, an end: one word of the API.</summary>
    public abstract string Word(string canonical);

    public string Word(RunState state) => Word(state.ToString());

    /// <summary>Why a routine does not run on a date, or what is to be said of its runs.</summary>
    public string Reason(string text, Subject about) => Reason(Canonical.Parse(text), about) ?? text;

    public string Reasons(IEnumerable<string> texts, Subject about) => string.Join("; ", texts.Select(text => Reason(text, about)));

    /// <summary>What keeps a run from starting.</summary>
    public string Unmet(string text, Subject about) => Unmet(Canonical.Parse(text), about) ?? text;

    /// <summary>Why a run ended as it did.</summary>
    public string Cause(string text, Subject about)
    {
        const string expired = "Expired(";
        return text.StartsWith(expired, StringComparison.Ordinal)
            ? Expired(string.Join("; ", Canonical.Several(text[expired.Length..^1]).Select(unmet => Unmet(unmet, about))))
            : Word(text);
    }

    public abstract string Weekday(LocalDate date);

    public abstract string Edge(PlannedEdge edge);

    /// <summary>The lines of one planned run: what is not as it seems, and its bounds.</summary>
    public abstract IEnumerable<string> Bounds(PlannedRun run, Subject about);

    public abstract string Refusal(string code, string reason);

    public abstract string Retired(string since);

    protected abstract string? Reason(Canonical reason, Subject about);

    protected abstract string? Unmet(Canonical reason, Subject about);

    protected abstract string Expired(string unmet);

    protected static string Iso(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);

    protected static string Run(RunId? run) => run is { } id ? $" {id}" : "";
}
