namespace RoutineScheduler.Hosting;

/// <summary>How a process takes part: with its own definitions, or only with what is stored.</summary>
/// <param name="Registers">
/// Whether its own definitions are registered when it is opened. Who only asks, or acts on runs that are there, registers nothing and retires
/// nothing: another build than the running one would change what that one plans.
/// </param>
/// <param name="MakesDatabase">Whether a database that is not there is made, and not taken for a mistyped name.</param>
internal sealed record NodeOpening(bool Registers, bool MakesDatabase)
{
    public static readonly NodeOpening OfHost = new(Registers: true, MakesDatabase: true);

    /// <summary>It asks, or acts on runs that are there.</summary>
    public static readonly NodeOpening OfGuest = new(Registers: false, MakesDatabase: false);

    /// <summary>A command with the program's definitions: it registers them by itself, once nothing is left to refuse.</summary>
    public static readonly NodeOpening OfCommand = new(Registers: false, MakesDatabase: true);

    /// <summary>How a start is waited for: the command line says it when a locked store keeps it long.</summary>
    public Func<Func<Task>, Task> WhileStarting { get; init; } = start => start();
}
