namespace RoutineScheduler.Storage;

/// <summary>Named places at which a test lets the process die; everywhere else it does nothing.</summary>
internal delegate void CrashPoint(string place);

internal static class CrashPoints
{
    public const string AfterClaimCommit = "after-claim-commit";
    public const string BeforeClaimCommit = "before-claim-commit";
    public const string BeforeFinishCommit = "before-finish-commit";
    public const string AfterFinishCommit = "after-finish-commit";
    public const string InLoad = "in-load";
    public const string BeforeLoadCommit = "before-load-commit";
    public const string AfterLoadCommit = "after-load-commit";
    public const string InMigration = "in-migration";
    public const string BeforeRegisterCommit = "before-register-commit";
    public const string AfterAbsenceRecorded = "after-absence-recorded";
    public const string BeforeAbsenceClosed = "before-absence-closed";
    public const string BeforeRescueCommit = "before-rescue-commit";
    public const string BeforeOrderCommit = "before-order-commit";

    public static readonly CrashPoint None = _ => { };
}
