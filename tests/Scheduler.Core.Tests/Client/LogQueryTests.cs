using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Journal;
using Xunit;

namespace RoutineScheduler.Core.Tests.Client;

public sealed class LogQueryTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public async Task Lines_are_asked_for_from_an_instant_on_which_belongs_to_them()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        await node.Storage.Journal.AppendAsync(
            [Line("before", ANode.Noon + Hour - Duration.Epsilon), Line("at", ANode.Noon + Hour), Line("after", ANode.Noon + Hour + Hour)],
            TestContext.Current.CancellationToken);

        var lines = await node.Client.LogsAsync(new LogQuery { Since = ANode.Noon + Hour }, TestContext.Current.CancellationToken);

        Assert.Equal(["at", "after"], lines.Select(line => line.Message));
    }

    private static LogEntry Line(string message, Instant at) =>
        new() { At = at, Level = LogLevel.Information, Component = "Host", Template = message, Message = message };
}
