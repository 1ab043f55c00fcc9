using System.Text.RegularExpressions;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Core.Tests.Queue;

/// <summary>
/// The table of docs/run-states.md, cell for cell, with the conditions that the page puts into words. In a cell the first clause whose
/// conditions (before →, joined by &amp;) all hold decides; 'as X' sends to the cell of row X.
/// A line that is indented goes on with the row before it.
/// S: stale · = and –: unchanged · ✗r: refused because of r · else what the run becomes.
/// </summary>
internal static class TransitionTable
{
    private const string Text = """
        | change | Pending | Recovering | Held | Running | Failed | Missed, Cancelled | Succeeded, Skipped, Accepted | Superseded |
        | Claim | Running, leased | Running, leased | ✗held | ✗leased | ✗ended | ✗ended | ✗ended | ✗ended |
        | FinishOk | S | S | S | stale → S; CancelRequested → Succeeded(DoneBeforeCancel); Succeeded | S | S | S | S |
        | FinishTransient | S | S | S |
          stale → S; CancelRequested → Cancelled;
          tries left & retry in time & HoldRequested → Held from Recovering, due now, no poll;
          tries left & retry in time → Recovering, due after the delay, no poll;
          tries left → Failed(RetryWindowClosed); Failed(TriesExhausted)
          | S | S | S | S |
        | FinishTimedOut | S | S | S | as FinishTransient | S | S | S | S |
        | FinishNotAvailable | S | S | S |
          stale → S; CancelRequested → Cancelled; poll left & HoldRequested → Held from Recovering, due now, poll;
          poll left → Recovering, due at the next poll, poll; Failed(NotAvailable)
          | S | S | S | S |
        | FinishPermanent | S | S | S |
          stale → S; CancelRequested → Cancelled; cause NoResult → Failed(NoResult); Failed(Permanent)
          | S | S | S | S |
        | FinishStopped | S | S | S | as HandBack | S | S | S | S |
        | FinishAbandoned | S | S | S |
          stale → S; CancelRequested → Failed(Abandoned); may not retry → Failed(Abandoned); as FinishTimedOut
          | S | S | S | S |
        | HandBack | S | S | S |
          stale → S; CancelRequested → Cancelled; HoldRequested → Held from Recovering, due now; Recovering, due now
          | S | S | S | S |
        | Lapse | = | = | = |
          CancelRequested → Cancelled; lost too often → Failed(PoisonRun);
          HoldRequested → Held from Recovering, due now; Recovering, due now
          | = | = | = | = |
        | Hold | Held from Pending | Held from Recovering | = | HoldRequested → =; Running, hold requested | ✗ended | ✗ended | ✗ended | ✗ended |
        | Release | = | = |
          expired & window not bypassed → ✗expired; expired & from Recovering → Recovering, kept;
          expired → Pending, kept; from Recovering → Recovering; Pending
          | HoldRequested → Running, hold not requested; = | ✗ended | ✗ended | ✗ended | ✗ended |
        | Cancel | Cancelled | Cancelled | Cancelled |
          CancelRequested → =; Running, cancel requested
          | ✗ended | Cancelled → =; ✗ended | ✗ended | ✗ended |
        | Skip | Skipped | Skipped | Skipped | ✗running | ✗use Accept | ✗use Accept | Skipped → =; ✗ended | ✗ended |
        | Accept | ✗use Skip | ✗use Skip | ✗use Skip | ✗running | Accepted | Accepted | Accepted → =; ✗ended | ✗ended |
        | StartNow | late → Pending; Pending, due now | late → Recovering; Recovering, due now | ✗held | = | ✗rerun | ✗rerun | ✗rerun | ✗order |
        | Reprioritise | Pending, first | Recovering, first | Held, first | ✗running | ✗ended | ✗ended | ✗ended | ✗ended |
        | Expire | expired → Missed(Expired(why · why else)); – | expired → Failed(RetryWindowClosed); – | – | – | – | – | – | – |
        | Overlap | Skipped(Overlap) | – | – | – | – | – | – | – |
        | NotNeeded | Skipped(NotNeeded) | – | Skipped(NotNeeded) | – | – | – | – | – |
        | CatchUp | late → Missed(CaughtUpBy(9)); – | – | – | – | – | – | – | – |
        | ReloadGone | retired → Superseded(Retired); Superseded |
          NotInPlan → =; Recovering, not in plan | NotInPlan → =; Held, not in plan | NotInPlan → =; Running, not in plan
          | – | – | – | = |
        | ReloadMoved | Pending, moved |
          NotInPlan → Recovering, in plan; – | from Pending → Held, moved; NotInPlan → Held, in plan; – | NotInPlan → Running, in plan; –
          | – | – | – | Pending, moved, not ended |
        | Rerun | ✗not ended | ✗not ended | ✗not ended | ✗running | new run | new run | new run | ✗order |
        """;

    private static readonly string[][] Rows =
    [
        .. Regex.Replace(Text, @"\r?\n +", " ").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim(' ', '|', '\r').Split('|', StringSplitOptions.TrimEntries)),
    ];

    public static IReadOnlyList<string> Changes => [.. Rows.Skip(1).Select(row => row[0])];

    /// <summary>What the cell says where these conditions hold.</summary>
    public static string Verdict(string change, RunState state, IReadOnlySet<string> conditions)
    {
        var verdict = Cell(change, state).Split("; ").Select(AsClause).First(clause => clause.If.All(conditions.Contains)).Then;
        return verdict.StartsWith("as ", StringComparison.Ordinal) ? Verdict(verdict["as ".Length..], state, conditions) : verdict;
    }

    internal static string Cell(string change, RunState state)
    {
        var column = Array.FindIndex(Rows[0], heading => heading.Split(", ").Contains(state.ToString()));
        return Rows.Single(row => row[0] == change)[column];
    }

    private static (string[] If, string Then) AsClause(string clause)
    {
        var arrow = clause.IndexOf(" → ", StringComparison.Ordinal);
        return arrow < 0 ? ([], clause) : (clause[..arrow].Split(" & "), clause[(arrow + 3)..]);
    }
}
