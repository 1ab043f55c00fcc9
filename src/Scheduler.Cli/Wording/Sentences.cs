using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Cli.Wording;

/// <summary>What people read of states and reasons, in one language. --json keeps the canonical words.</summary>
internal abstract class Sentences
{
    /// <summary>A state, a change, a trigger, an end: one word of the API.</summary>
    public abstract string Word(string canonical);

    public string Word(RunState state) => Word(state.ToString());

    /// <summary>All forms in which the word is shown: after a number a state has another.</summary>
    public virtual IEnumerable<string> Variants(string canonical) => [Word(canonical)];

    /// <summary>How many runs are in which state, in the order of the states: "2 Pending, 1 Failed".</summary>
    public string States(IEnumerable<KeyValuePair<RunState, int>> counts) =>
        string.Join(", ", counts.Where(count => count.Value > 0).OrderBy(count => count.Key).Select(count => Counted(count.Value, count.Key)));

    /// <summary>So many runs in a state, agreeing with their number: "1 Failed".</summary>
    public abstract string Counted(int number, RunState state);

    /// <summary>Why a routine does not run on a date, or what is to be said of its runs.</summary>
    public string Reason(string text, Subject about) => Reason(Canonical.Parse(text), about) ?? text;

    public string Reasons(IEnumerable<string> texts, Subject about) => string.Join("; ", texts.Select(text => Reason(text, about)));

    /// <summary>What keeps a run from starting.</summary>
    public string Unmet(string text, Subject about) => Unmet(Canonical.Parse(text), about) ?? text;

    /// <summary>Why a run ended as it did.</summary>
    public string Cause(string text, Subject about)
    {
        const string expired = "Expired(";
        if (text.StartsWith(expired, StringComparison.Ordinal))
        {
            return Expired(string.Join("; ", Canonical.Several(text[expired.Length..^1]).Select(unmet => Unmet(unmet, about))));
        }

        var cause = Canonical.Parse(text);
        return cause.Arguments.Count > 0 && Word(cause.Name) is var word && word != cause.Name
            ? $"{word} {string.Join(", ", cause.Arguments)}"
            : Word(text);
    }

    /// <summary>What a change brought beside the state, as history has it: <c>due 2026-11-19T15:00:00Z → …; HoldRequested</c>.</summary>
    public string Details(string text, Subject about) => string.Join("; ", Canonical.Several(text).Select(piece => Detail(piece, about)));

    /// <summary>The one line that answers: runs or does not, why, and when next.</summary>
    public string Explained(RoutineExplanation explained, Subject about)
    {
        var (due, next) = (explained.Decision.Due, explained.NextDue);
        string?[] parts =
        [
            explained.RetiredAt is { } at ? Retired(about.Local(at)) : null,
            due.Count > 0 ? Runs(Times(due, about)) : null,
            .. explained.Decision.Reasons.Select(reason => Reason(reason, about)),
            Next(next.Count > 0 ? Times(next, about) : null),
        ];
        return string.Join("; ", parts.OfType<string>().Distinct());
    }

    public abstract string Weekday(LocalDate date);

    public abstract string Edge(PlannedEdge edge);

    /// <summary>The lines of one planned run: what is not as it seems, and its bounds.</summary>
    public abstract IEnumerable<string> Bounds(PlannedRun run, Subject about);

    public abstract string Refusal(string code, string reason);

    public abstract string Refusal(OrderRefusal refusal, Subject about);

    public abstract string Retired(string since);

    protected abstract string Runs(string times);

    /// <param name="times">Null where there is no next time.</param>
    protected abstract string Next(string? times);

    protected abstract string Times(IReadOnlyList<Instant> due, Subject about);

    protected abstract string? Reason(Canonical reason, Subject about);

    protected abstract string? Unmet(Canonical reason, Subject about);

    protected abstract string Expired(string unmet);

    private string Detail(string piece, Subject about) => piece.Split(' ') switch
    {
        ["due", var from, "→", var to] => $"{Word("due")} {about.Local(from)} → {about.Local(to)}",
        ["priority", var from, "→", var to] => $"{Word("priority")} {from} → {to}",
        ["bypassing", ..] => $"{Word("bypassing")} {string.Join(", ", piece["bypassing ".Length..].Split(", ").Select(Word))}",
        ["not", var flag] => $"{Word("not")} {Word(flag)}",
        ["as", "run", var run] => $"{Word("as run")} {run}",
        _ => Reason(Canonical.Parse(piece), about) ?? Cause(piece, about),
    };

    protected static string Iso(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);

    protected static string Run(RunView? run) => run is { Id: var id } ? $" {id}" : "";
}
