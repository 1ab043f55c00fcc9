using RoutineScheduler.Cli.Terminal;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Terminal;

public sealed class InterruptsTests
{
    [Fact]
    public void The_first_lets_what_runs_end_and_the_second_does_not()
    {
        using var interrupts = new Interrupts();

        Assert.Equal(1, interrupts.Interrupt());
        Assert.Equal((true, false), (interrupts.Drain.IsCancellationRequested, interrupts.Hurry.IsCancellationRequested));
        Assert.Equal(2, interrupts.Interrupt());
        Assert.True(interrupts.Hurry.IsCancellationRequested);
    }

    /// <summary>A signal comes on a thread of its own: it threw there, and took the process along.</summary>
    [Fact]
    public void One_that_comes_when_the_command_has_ended_does_no_harm()
    {
        var interrupts = new Interrupts();
        interrupts.Dispose();

        Assert.Equal([1, 2, 3], [interrupts.Interrupt(), interrupts.Interrupt(), interrupts.Interrupt()]);
    }
}
