using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Planning;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Wording;

/// <summary>The API's own words, and sentences for its reasons.</summary>
internal sealed class EnglishSentences : Sentences
{
    public override string Word(string canonical) => canonical switch
    {
        "StartUp" => "at start",
        "ByHand" => "by hand",
        "LoadedWithErrors" => "Loaded, with errors",
        "HoldRequested" => "to be held",
        "CancelRequested" => "asked to stop",
        "NotInPlan" => "not in the plan",
        "Due" or "Window" or "Edges" or "Concurrency" => canonical.ToLowerInvariant(),
        _ => canonical,
    };

    public override string Counted(int number, RunState state) => $"{number} {Word(state)}";

    public override string Weekday(LocalDate date) => date.DayOfWeek.ToString();

    public override string Edge(PlannedEdge edge)
    {
        var requires = edge.Requires switch
        {
            EdgeRequirement.Success => "have succeeded",
            EdgeRequirement.End => "have ended",
            _ => "have failed",
        };
        var otherwise = edge.IfNotPlanned == IfNotPlanned.Wait
            ? "it waits for one also where none is planned"
            : "it does not wait where none is planned";
        return $"waits until the runs of {edge.Predecessor} of {Iso(edge.Date)} {requires}; {otherwise}";
    }

    public override IEnumerable<string> Bounds(PlannedRun run, Subject about)
    {
        if (run.DueAt != run.PlannedAt)
        {
            yield return $"planned for {about.Local(run.PlannedAt)}, due when its window opens, {about.Local(run.DueAt)}";
        }

        yield return $"starts before {about.Local(run.Bounds.StartUntil)}, else it is missed";
        yield return $"retries until {about.Local(run.Bounds.RetryUntil)}, polls until {about.Local(run.Bounds.PollUntil)}";
    }

    public override string Refusal(string code, string reason) => reason;

    public override string Refusal(OrderRefusal refusal, Subject about) => refusal.ToString();

    public override string Retired(string since) => $"retired since {since}: no longer in the code";

    protected override string Runs(string times) => $"runs {times}";

    protected override string Next(string? times) => $"next: {times ?? "none"}";

    protected override string Times(IReadOnlyList<Instant> due, Subject about) => due.Count <= 2
        ? string.Join(" and ", due.Select(about.Local))
        : $"{due.Count} times from {about.Local(due[0])} to {about.Local(due[^1])}";

    protected override string Expired(string unmet) => unmet.Length == 0 ? "not started in time" : $"not started in time: {unmet}";

    protected override string? Reason(Canonical reason, Subject about) => reason.Name switch
    {
        "NotDefinedYet" =>
            $"defined only since {about.Local(reason[0])}, after its {(about.OnlyTime is { } time ? $"time {time}" : "last time of the date")}",
        "OutsideValidity" => about.Routine switch
        {
            { ValidTo: { } to } when about.Date > to => $"valid until {Iso(to)}",
            { ValidFrom: { } from } when about.Date < from => $"valid from {Iso(from)} on",
            _ => "outside its validity",
        },
        "Holiday" => $"holiday in {reason[0]}: {reason[1]}",
        "NotInDayGroup" => $"{Weekday(about.Date)}: not in {about.Routine?.DayGroup?.ToString() ?? "its day group"}",
        "NotInCron" => $"{Cron(about)} does not name {Field(reason[0], about.Date)}",
        "OnlyOrdered" => "eventual: runs only when it is ordered",
        "OutsideWindow" => $"none of its times lies in its window {about.Routine?.Window}".TrimEnd(),
        "Inactive" => reason[0] == "retired" ? Retired(about.Local(reason[1])) : $"paused by {reason[0]} since {about.Local(reason[1])}",
        "Undecided" => reason[0] switch
        {
            "CalendarEnds" => "undecided: a calendar does not reach a date that is needed",
            "UnknownCalendar" => "undecided: a calendar is not known",
            "UnknownZone" => "undecided: its time zone is not known",
            "Unreadable" => "undecided: its stored definition cannot be read",
            "TooManyRuns" => "undecided: more runs than MaxRunsPerDate allows",
            _ => null,
        },
        "ShiftedFrom" => $"moved here from {reason[0]}",
        "GapShifted" => $"a clock change leaves out {reason[0].Replace(" → ", ": it runs at ", StringComparison.Ordinal)}",
        "PredecessorNotPlanned" => $"{reason[0]} is not planned: {NotPlanned(reason[1])}",
        _ => null,
    };

    protected override string? Unmet(Canonical reason, Subject about) => reason.Name switch
    {
        "Held" => reason[0].Length > 0 ? $"held by {reason[0]}" : "held",
        "Paused" => reason.Arguments.Count > 1 ? $"paused by {reason[0]} until {about.Local(reason[1])}" : $"paused by {reason[0]}",
        "CatchingUp" => "the scheduler was away: nothing starts until that is caught up",
        "NotDue" => $"not due before {about.Local(reason[0])}",
        "WindowClosed" => $"its time to start ended at {about.Local(reason[0])}",
        "Predecessor" => Waits(about.RunsOf(reason[0], reason[1], reason[2]), reason, about),
        "WaitsFor" => $"no run of {reason[0]} of {reason[1]} has been made yet",
        "ConcurrencyFull" => $"as many runs of {reason[0]} are running as may ({reason[1]})",
        "NoExecutor" => $"no living node has the executor {reason[0]}",
        _ => null,
    };

    private static string Waits(RunView? run, Canonical reason, Subject about)
    {
        var until = run is { State: RunState.Recovering } ? $" until {about.Local(run.DueAt)}" : "";
        return $"run{Run(run)} of {reason[0]} of {reason[1]} is {reason[2]}{until}";
    }

    private static string NotPlanned(string outcome) => outcome switch
    {
        "ignored" => "not waited for",
        "waits" => "it waits for a run all the same",
        _ => outcome,
    };

    private static string Cron(Subject about) => about.Routine?.Cron is { } cron ? $"cron '{cron}'" : "its cron";

    private string Field(string field, LocalDate date) => field switch
    {
        "day-of-week" => Weekday(date),
        "day-of-month" => $"day {date.Day}",
        "month" => date.ToString("MMMM", System.Globalization.CultureInfo.InvariantCulture),
        _ => field,
    };
}
