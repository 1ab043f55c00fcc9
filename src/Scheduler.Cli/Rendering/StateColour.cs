using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Queue;
using Spectre.Console;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>A cell that is a state's name is coloured by what it asks of a person.</summary>
internal static class StateColour
{
    public static Style Of(string cell, Words words) =>
        Enum.GetValues<RunState>().Where(state => words.Sentences.Word(state) == cell).Select(Of).FirstOrDefault(Style.Plain);

    private static Style Of(RunState state) => new(state switch
    {
        RunState.Succeeded or RunState.Accepted => Color.Green,
        RunState.Failed or RunState.Missed => Color.Red,
        RunState.Running => Color.Blue,
        RunState.Held or RunState.Recovering => Color.Yellow,
        _ => Color.Default,
    });
}
