namespace RoutineScheduler.Cli;

/// <summary>What a script learns without reading. The numbers never change; docs/guides/command-line.md lists them.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>
    /// The command was carried through and the answer is no: a run failed, an action was refused, a load could not decide, the plan had changed.
    /// </summary>
    public const int No = 1;

    /// <summary>Wrong arguments: an unknown option, routine, run, calendar or date.</summary>
    public const int Usage = 2;

    public const int Storage = 3;

    /// <summary>The host's own options or definitions.</summary>
    public const int Configuration = 4;

    /// <summary>The answer could not be written to stdout, as where a disk is full; what the command did stands.</summary>
    public const int Output = 5;

    /// <summary>A fault of the scheduler.</summary>
    public const int Fault = 70;

    public const int Interrupted = 130;
}
