using Microsoft.Extensions.Logging;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Logging;

/// <summary>
/// Every message that the scheduler writes, in the order of its folders. Event ids are public API: people alert on them, so none is
/// changed or used again. Where a message stands for what will raise an alert, its level is the alert's severity.
/// </summary>
internal static partial class RunLog
{
    // 1000: start and stop.
    [LoggerMessage(
        EventId = 1001, Level = LogLevel.Information, Message = "Scheduler node {Node} started on {Storage} with {Places} places for {Executors}")]
    public static partial void NodeStarted(this ILogger log, string node, string storage, int places, string executors);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "Scheduler node {Node} stopped; runs that it leaves to lapse: {Left}")]
    public static partial void NodeStopped(this ILogger log, string node, int left);

    [LoggerMessage(
        EventId = 1003, Level = LogLevel.Warning,
        Message = "No storage was chosen: runs, history and logs live in this process's memory and are gone when it ends. " +
            "Use UseSqlite to keep them")]
    public static partial void InMemoryStorage(this ILogger log);

    [LoggerMessage(
        EventId = 1004, Level = LogLevel.Information,
        Message = "Definitions registered: {New} new, {Changed} changed, {Returned} returned, {Retired} retired")]
    private static partial void RegisteredSome(this ILogger log, int @new, int changed, int returned, int retired);

    [LoggerMessage(EventId = 1010, Level = LogLevel.Debug, Message = "Definitions registered: all are as they were")]
    private static partial void RegisteredNone(this ILogger log);

    /// <summary>Most starts find nothing new.</summary>
    public static void Registered(this ILogger log, int @new, int changed, int returned, int retired)
    {
        if (@new + changed + returned + retired > 0)
        {
            log.RegisteredSome(@new, changed, returned, retired);
        }
        else
        {
            log.RegisteredNone();
        }
    }

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "Routine '{Routine}', {Property}: {Problem}")]
    public static partial void DefinitionWarning(this ILogger log, string routine, string property, string problem);

    [LoggerMessage(EventId = 1007, Level = LogLevel.Warning, Message = "The host ended the stop early; {Running} attempts were still running")]
    public static partial void StopCutShort(this ILogger log, int running);

    [LoggerMessage(
        EventId = 1011, Level = LogLevel.Error,
        Message = "Another living process is node {Node} of this store too, or the node's lock file beside the database cannot be opened. Give " +
            "each process a NodeName of its own: what the other leaves behind when it dies waits until its leases are over")]
    public static partial void NameIsTaken(this ILogger log, string node);

    [LoggerMessage(EventId = 1008, Level = LogLevel.Error, Message = "A change of options is refused: {Problem} It stays at {Places} places")]
    public static partial void ChangeRefused(this ILogger log, string problem, int places);

    [LoggerMessage(
        EventId = 1009, Level = LogLevel.Warning,
        Message = "{Running} attempts still ran after DrainFor and their GraceFor; they keep their leases, which will lapse")]
    public static partial void DrainTimedOut(this ILogger log, int running);

    // 2000: the daily load.
    [LoggerMessage(
        EventId = 2001, Level = LogLevel.Information,
        Message = "Daily load of {OrderDate} ({Trigger}): runs added {Added}; routines {Processed}, ignored {Ignored}; {Milliseconds} ms")]
    public static partial void Loaded(this ILogger log, string orderDate, string trigger, int added, int ignored, int processed, long milliseconds);

    [LoggerMessage(
        EventId = 2002, Level = LogLevel.Error,
        Message = "Daily load of {OrderDate} could not decide {Undecided} routines, first {Routine}: {Reason}")]
    public static partial void LoadUndecided(this ILogger log, string orderDate, int undecided, string routine, string reason);

    [LoggerMessage(
        EventId = 2003, Level = LogLevel.Information,
        Message = "Reload of {OrderDate} ({Trigger}): " +
            "{Added} added, {Revived} revived, {Moved} moved, {Repinned} re-pinned, {Superseded} superseded, {Marked} marked NotInPlan")]
    public static partial void Reloaded(
        this ILogger log, string orderDate, string trigger, int added, int revived, int moved, int repinned, int superseded, int marked);

    [LoggerMessage(
        EventId = 2004, Level = LogLevel.Warning,
        Message = "The load of {OrderDate} is stale: the definitions give another plan. " +
            "Preview it with 'scheduler load --date {OrderDate} --preview'")]
    public static partial void LoadIsStale(this ILogger log, string orderDate);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "Nobody was there from {From} until {Until}; catching up")]
    public static partial void AbsenceFound(this ILogger log, string from, string until);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Warning, Message = "Absence closed: {Kept} late runs kept, {Missed} missed")]
    public static partial void AbsenceClosed(this ILogger log, int kept, int missed);

    [LoggerMessage(
        EventId = 2007, Level = LogLevel.Error,
        Message = "{Dates} dates from {From} to {Until} were not loaded: they are older than the catch-up window. Load by hand what matters")]
    public static partial void DatesTooOld(this ILogger log, int dates, string from, string until);

    [LoggerMessage(
        EventId = 2008, Level = LogLevel.Warning,
        Message = "The plan of {OrderDate} rests on a calendar year that has not been published: it is projected")]
    public static partial void PlanIsProjected(this ILogger log, string orderDate);

    [LoggerMessage(
        EventId = 2009, Level = LogLevel.Error,
        Message = "Calendar {Calendar} (version {Version}) cannot be read by this release: what asks it is undecided")]
    public static partial void CalendarUnreadable(this ILogger log, Exception trouble, string calendar, long version);

    [LoggerMessage(
        EventId = 2010, Level = LogLevel.Warning,
        Message = "The load of {OrderDate} is left as it is: " +
            "this release cannot read every definition, a node of a newer one reloads it where it must")]
    public static partial void LoadIsLeft(this ILogger log, string orderDate);

    [LoggerMessage(
        EventId = 2011, Level = LogLevel.Error,
        Message = "{OrderDate} could not be caught up, twice, and is left as it is so that all else goes on. Once that is mended a date not yet " +
            "over is loaded by itself, and what is past its time is missed: load it by hand, with --include-earlier, to keep that")]
    public static partial void DateNotCaughtUp(this ILogger log, Exception trouble, string orderDate);

    [LoggerMessage(
        EventId = 2012, Level = LogLevel.Warning,
        Message = "{OrderDate} is loaded, but the database's statistics could not be brought up to date; it is tried again with the next load")]
    public static partial void StatisticsAreOld(this ILogger log, Exception trouble, string orderDate);

    [LoggerMessage(
        EventId = 2013, Level = LogLevel.Error,
        Message = "The planner's settings (version {Version}) cannot be read by this release: questions are answered with this process's own, " +
            "and loading and catching up are left to nodes of the newer release. Where none is left, start this release again: it stores its own")]
    public static partial void SettingsUnreadable(this ILogger log, Exception trouble, long version);

    // 3000: attempts.
    [LoggerMessage(EventId = 3001, Level = LogLevel.Debug, Message = "{Routine} of {OrderDate}: attempt {Attempt} of run {Run} started")]
    public static partial void AttemptStarted(this ILogger log, string routine, string orderDate, long run, int attempt);

    [LoggerMessage(
        EventId = 3002, Level = LogLevel.Information,
        Message = "{Routine} of {OrderDate}: attempt {Attempt} of run {Run} succeeded after {Milliseconds} ms")]
    public static partial void AttemptSucceeded(this ILogger log, string routine, string orderDate, long run, int attempt, long milliseconds);

    [LoggerMessage(
        EventId = 3003, Level = LogLevel.Information,
        Message = "{Routine} of {OrderDate}: attempt {Attempt} of run {Run}: not available yet: {Problem}")]
    public static partial void AttemptNotAvailable(this ILogger log, string routine, string orderDate, long run, int attempt, string problem);

    [LoggerMessage(
        EventId = 3004, Level = LogLevel.Warning, Message = "{Routine} of {OrderDate}: attempt {Attempt} of run {Run} failed ({End}): {Problem}")]
    public static partial void AttemptFailed(
        this ILogger log, Exception? trouble, string routine, string orderDate, long run, int attempt, string end, string problem);

    [LoggerMessage(
        EventId = 3005, Level = LogLevel.Warning, Message = "{Routine} of {OrderDate}: attempt {Attempt} of run {Run} was stopped: {Reason}")]
    public static partial void AttemptStopped(this ILogger log, string routine, string orderDate, long run, int attempt, string reason);

    [LoggerMessage(
        EventId = 3006, Level = LogLevel.Error,
        Message = "{Routine} of {OrderDate}: attempt {Attempt} of run {Run} ignored its cancellation ({Reason}) and was abandoned; " +
            "its place stays taken until it returns")]
    public static partial void AttemptAbandoned(this ILogger log, string routine, string orderDate, long run, int attempt, string reason);

    [LoggerMessage(
        EventId = 3007, Level = LogLevel.Warning,
        Message = "{Routine} of {OrderDate}: the end of attempt {Attempt} of run {Run} was refused: the lease is no longer ours")]
    public static partial void FinishWasStale(this ILogger log, string routine, string orderDate, long run, int attempt);

    [LoggerMessage(EventId = 3008, Level = LogLevel.Error, Message = "{Routine} of {OrderDate}: run {Run} failed: {Cause}")]
    public static partial void RunFailed(this ILogger log, string routine, string orderDate, long run, string cause);

    [LoggerMessage(EventId = 3009, Level = LogLevel.Information, Message = "{Routine} of {OrderDate}: run {Run} is {State}, due again at {DueAt}")]
    public static partial void RunComesAgain(this ILogger log, string routine, string orderDate, long run, RunState state, string dueAt);

    [LoggerMessage(
        EventId = 3010, Level = LogLevel.Warning,
        Message = "{Routine} of {OrderDate}: abandoned attempt {Attempt} of run {Run} has returned after all; its result is refused")]
    public static partial void AbandonedReturned(this ILogger log, string routine, string orderDate, long run, int attempt);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error, Message = "The scheduler could not carry the attempt of run {Run} through; the run fails")]
    public static partial void AttemptRunnerFailed(this ILogger log, Exception trouble, long run);

    // 4000: recovery.
    [LoggerMessage(
        EventId = 4001, Level = LogLevel.Warning,
        Message = "Run {Run} of {Routine} ({OrderDate}) was lost by node {Node} (loss {Lost}) and is now {State}")]
    public static partial void Rescued(this ILogger log, long run, string routine, string orderDate, string node, int lost, RunState state);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "{Duty}: the store does not answer; backing off")]
    public static partial void StoreWentAway(this ILogger log, Exception trouble, string duty);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "{Duty}: the store answers again")]
    public static partial void StoreCameBack(this ILogger log, string duty);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error, Message = "Run {Run} of {Routine} ({OrderDate}) expired and is {State}: {Cause}")]
    public static partial void Expired(this ILogger log, long run, string routine, string orderDate, RunState state, string cause);

    [LoggerMessage(
        EventId = 4005, Level = LogLevel.Error,
        Message = "The reconciler had to repair {Repaired} runs whose edges were not as their predecessors: please report this")]
    public static partial void Repaired(this ILogger log, int repaired);

    [LoggerMessage(
        EventId = 4006, Level = LogLevel.Critical,
        Message = "Run {Run} of {Routine} ({OrderDate}) was lost {Lost} times and is taken for the cause: Failed(PoisonRun)")]
    public static partial void PoisonRun(this ILogger log, long run, string routine, string orderDate, int lost);

    [LoggerMessage(EventId = 4007, Level = LogLevel.Warning, Message = "{Lines} log lines could not be stored and were dropped")]
    public static partial void LinesDropped(this ILogger log, long lines);

    [LoggerMessage(EventId = 4008, Level = LogLevel.Error, Message = "{Duty} failed; it is tried again, and this is said once until it goes well")]
    public static partial void DutyFailed(this ILogger log, Exception trouble, string duty);

    [LoggerMessage(
        EventId = 4009, Level = LogLevel.Error, Message = "The end of attempt {Attempt} of run {Run} cannot be stored; its lease will lapse")]
    public static partial void FinishCannotBeStored(this ILogger log, Exception trouble, long run, int attempt);

    [LoggerMessage(
        EventId = 4010, Level = LogLevel.Error,
        Message = "Who listens to the ends of attempts has thrown; the ends are written all the same, and this is said once")]
    public static partial void ListenerFailed(this ILogger log, Exception trouble);
}
