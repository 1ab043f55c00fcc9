using NodaTime;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Journal;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Rendering;

public sealed class AttemptLineTests
{
    [Fact]
    public void Only_polls_with_the_same_message_and_nothing_between_them_are_one_line() =>
        Assert.Equal(
            [(1, 2, 2), (3, 3, 1), (4, 4, 1), (5, 5, 1), (6, 8, 3)],
            AttemptLine.Of(
            [
                Attempt(1, AttemptEnd.NotAvailable, "404"), Attempt(2, AttemptEnd.NotAvailable, "404"),
                Attempt(3, AttemptEnd.NotAvailable, "an HTML page"),
                Attempt(4, AttemptEnd.Transient, "cut"), Attempt(5, AttemptEnd.Transient, "cut"),
                Attempt(6, AttemptEnd.NotAvailable, "404"), Attempt(7, AttemptEnd.NotAvailable, "404"), Attempt(8, AttemptEnd.NotAvailable, "404"),
            ]).Select(line => (line.First.Number, line.Last.Number, line.Count)));

    private static AttemptRecord Attempt(int number, AttemptEnd end, string message) => new()
    {
        Run = new RunId(1), Number = number, Node = "n", Token = new FencingToken(number), StartedAt = Instant.FromUnixTimeSeconds(number),
        EndedAt = Instant.FromUnixTimeSeconds(number), End = end, To = RunState.Recovering, Message = message,
    };
}
