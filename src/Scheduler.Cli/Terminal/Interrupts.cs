using System.Runtime.InteropServices;

namespace RoutineScheduler.Cli.Terminal;

/// <summary>Ctrl-C and SIGTERM: the first one lets what runs end, the second cuts it short, the third ends the process.</summary>
internal sealed class Interrupts : IDisposable
{
    // Never disposed of: a signal may still be underway when the command has ended, and a source without timers holds nothing.
    private readonly CancellationTokenSource drain = new();
    private readonly CancellationTokenSource hurry = new();
    private readonly List<IDisposable> registrations = [];
    private int count;

    /// <summary>The first interrupt.</summary>
    public CancellationToken Drain => drain.Token;

    /// <summary>The second one.</summary>
    public CancellationToken Hurry => hurry.Token;

    /// <summary>The first one is told by the command: it knows what becomes of what it does.</summary>
    public static Interrupts OfProcess(TextWriter messages, Words words)
    {
        var interrupts = new Interrupts();
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            interrupts.registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                var number = interrupts.Interrupt();
                context.Cancel = number <= 2;
                if (number > 1)
                {
                    messages.WriteLine(words["Stopping at once.", "Parando já."]);
                }
            }));
        }

        return interrupts;
    }

    /// <returns>Which interrupt this is.</returns>
    public int Interrupt()
    {
        var number = Interlocked.Increment(ref count);
        (number == 1 ? drain : hurry).Cancel();
        return number;
    }

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());
}
