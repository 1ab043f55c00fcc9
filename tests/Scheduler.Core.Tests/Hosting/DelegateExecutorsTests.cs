using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Hosting;

/// <summary>A delegate is an executor with up to four services, with and without an outcome.</summary>
public class DelegateExecutorsTests
{
    private static readonly ExecutorName<AText> It = new("executor");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task With_parameters_and_services(int services)
    {
        Assert.Equal("t1234"[..(services + 1)], await SeenAsync(seen => builder => WithOutcome(builder, services, seen), "\"t\""));
        Assert.Equal("t1234"[..(services + 1)], await SeenAsync(seen => builder => WithoutOutcome(builder, services, seen), null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task As_a_lambda_of_its_routine(int services)
    {
        Assert.Equal(
            "1234"[..services],
            await SeenAsync(seen => builder => builder.AddRoutine("it", routine => LambdaWithOutcome(routine, services, seen)), "\"t\""));
        Assert.Equal(
            "1234"[..services],
            await SeenAsync(seen => builder => builder.AddRoutine("it", routine => LambdaWithoutOutcome(routine, services, seen)), null));
    }

    private static async Task<string?> SeenAsync(Func<Action<string>, Action<IRoutineSchedulerBuilder>> define, string? result)
    {
        string? seen = null;
        await using var node = await ANode.OpenAsync(
            define(text => seen = text),
            services: services =>
                services.AddSingleton(new S1("1")).AddScoped(_ => new S2("2")).AddTransient(_ => new S3("3")).AddSingleton(new S4("4")));

        var found = await node.RunAsync();

        Assert.Equal((RunState.Succeeded, result), (found.Run.State, Assert.Single(found.Attempts).Result));
        return seen;
    }

    private static void WithOutcome(IRoutineSchedulerBuilder builder, int services, Action<string> seen) => AddRoutine(services switch
    {
        0 => builder.AddExecutor(It, (AText p, IRunContext _, CancellationToken _) => Outcome(seen, p.Text)),
        1 => builder.AddExecutor(It, (AText p, IRunContext _, S1 a, CancellationToken _) => Outcome(seen, p.Text + a)),
        2 => builder.AddExecutor(It, (AText p, IRunContext _, S1 a, S2 b, CancellationToken _) => Outcome(seen, p.Text + a + b)),
        3 => builder.AddExecutor(It, (AText p, IRunContext _, S1 a, S2 b, S3 c, CancellationToken _) => Outcome(seen, p.Text + a + b + c)),
        _ => builder.AddExecutor(It, (AText p, IRunContext _, S1 a, S2 b, S3 c, S4 d, CancellationToken _) => Outcome(seen, p.Text + a + b + c + d)),
    });

    private static void WithoutOutcome(IRoutineSchedulerBuilder builder, int services, Action<string> seen) => AddRoutine(services switch
    {
        0 => builder.AddExecutor(It, (AText p, IRunContext _, CancellationToken _) => Done(seen, p.Text)),
        1 => builder.AddExecutor(It, (AText p, IRunContext _, S1 a, CancellationToken _) => Done(seen, p.Text + a)),
        2 => builder.AddExecutor(It, (AText p, IRunContext _, S1 a, S2 b, CancellationToken _) => Done(seen, p.Text + a + b)),
        3 => builder.AddExecutor(It, (AText p, IRunContext _, S1 a, S2 b, S3 c, CancellationToken _) => Done(seen, p.Text + a + b + c)),
        _ => builder.AddExecutor(It, (AText p, IRunContext _, S1 a, S2 b, S3 c, S4 d, CancellationToken _) => Done(seen, p.Text + a + b + c + d)),
    });

    private static RoutineBuilder LambdaWithOutcome(RoutineBuilder routine, int services, Action<string> seen) => services switch
    {
        0 => routine.Executes((_, _) => Outcome(seen, "")),
        1 => routine.Executes((IRunContext _, S1 a, CancellationToken _) => Outcome(seen, $"{a}")),
        2 => routine.Executes((IRunContext _, S1 a, S2 b, CancellationToken _) => Outcome(seen, $"{a}{b}")),
        3 => routine.Executes((IRunContext _, S1 a, S2 b, S3 c, CancellationToken _) => Outcome(seen, $"{a}{b}{c}")),
        _ => routine.Executes((IRunContext _, S1 a, S2 b, S3 c, S4 d, CancellationToken _) => Outcome(seen, $"{a}{b}{c}{d}")),
    };

    private static RoutineBuilder LambdaWithoutOutcome(RoutineBuilder routine, int services, Action<string> seen) => services switch
    {
        0 => routine.Executes((_, _) => Done(seen, "")),
        1 => routine.Executes((IRunContext _, S1 a, CancellationToken _) => Done(seen, $"{a}")),
        2 => routine.Executes((IRunContext _, S1 a, S2 b, CancellationToken _) => Done(seen, $"{a}{b}")),
        3 => routine.Executes((IRunContext _, S1 a, S2 b, S3 c, CancellationToken _) => Done(seen, $"{a}{b}{c}")),
        _ => routine.Executes((IRunContext _, S1 a, S2 b, S3 c, S4 d, CancellationToken _) => Done(seen, $"{a}{b}{c}{d}")),
    };

    private static void AddRoutine(IRoutineSchedulerBuilder builder) =>
        builder.AddRoutine("it", routine => routine.Executes(It, new AText { Text = "t" }));

    private static Task<AttemptOutcome> Outcome(Action<string> seen, string text)
    {
        seen(text);
        return Task.FromResult(AttemptOutcome.Succeeded("t"));
    }

    private static Task Done(Action<string> seen, string text)
    {
        seen(text);
        return Task.CompletedTask;
    }

    internal sealed record S1(string Name)
    {
        public override string ToString() => Name;
    }

    internal sealed record S2(string Name)
    {
        public override string ToString() => Name;
    }

    internal sealed record S3(string Name)
    {
        public override string ToString() => Name;
    }

    internal sealed record S4(string Name)
    {
        public override string ToString() => Name;
    }
}
