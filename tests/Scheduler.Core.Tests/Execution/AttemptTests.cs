using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

public class AttemptTests
{
    private static readonly ExecutorName<AText> Echo = new("echo");
    private static readonly RetryPolicy OneTry = RetryPolicy.Default with { Tries = 1 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_null_outcome_is_a_transient_failure_that_names_the_executor()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.FromResult<AttemptOutcome>(null!)));

        var found = await node.RunAsync();

        Assert.Equal(RunState.Recovering, found.Run.State);
        Assert.Contains("The executor 'it' returned null", Assert.Single(found.Attempts).Message);
    }

    [Theory]
    [InlineData(65_534, RunState.Succeeded)]
    [InlineData(65_535, RunState.Failed)]
    public async Task A_result_has_64_KiB_at_most(int characters, RunState expected)
    {
        await using var node = await ANode.OpenAsync(routine => routine
            .Executes((_, _) => Task.FromResult(AttemptOutcome.Succeeded(new string('x', characters)))));

        var found = await node.RunAsync();

        Assert.Equal(expected, found.Run.State);
        var attempt = Assert.Single(found.Attempts);
        Assert.Equal(expected == RunState.Failed, attempt.Message?.StartsWith("The result has 65537 bytes; at most 65536") == true);
    }

    [Fact]
    public async Task Each_attempt_has_a_scope_of_its_own_with_its_context_in_it_and_it_is_disposed()
    {
        var made = new List<Scoped>();
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler.AddRoutine("it", routine => routine.Executes((IRunContext run, Scoped one, Scoped same, CancellationToken _) =>
            {
                Assert.Same(one, same);
                Assert.Same(run, one.Run);
                Assert.False(one.IsDisposed);
                made.Add(one);
                return Task.CompletedTask;
            })),
            services: services => services.AddScoped<Scoped>());

        await node.RunAsync();
        await node.RunAsync();

        Assert.Equal((2, true), (made.Distinct().Count(), made.All(scoped => scoped.IsDisposed)));
    }

    [Fact]
    public async Task A_context_outside_an_attempt_says_what_it_is_for()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        await using var scope = node.Services.CreateAsyncScope();

        var wrong = Assert.Throws<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<IRunContext>());

        Assert.Contains("only there inside an attempt", wrong.Message);
    }

    [Fact]
    public async Task A_pinned_version_is_read_once_and_stays_the_runs_own()
    {
        await using var node = await ANode.OpenAsync(routine => routine.Executes((_, _) => Task.CompletedTask));
        await node.RunAsync();
        await node.RunAsync();

        Assert.Equal(1, node.Storage.CallsOf("ReadVersionsAsync"));
    }

    [Fact]
    public async Task Templates_say_the_runs_order_date_and_not_the_day_of_its_attempt()
    {
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddExecutor(Echo, (AText _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("it", routine => routine.Executes(Echo, new AText { Text = "{orderDate:yyyyMMdd} after {orderDate-1bd:yyyyMMdd}" })));
        var ordered = await node.Client.OrderAsync(new Order("it", ANode.Today.PlusDays(-7)), Cancel);

        await node.ClaimAsync();
        await node.EndAsync();

        Assert.Equal("""{"text":"20261112 after 20261111"}""", Assert.Single((await node.FindAsync(ordered.Run!.Value)).Attempts).Parameters);
    }

    [Fact]
    public async Task Secrets_are_hidden_in_messages_details_parameters_results_progress_and_lines_however_they_are_written()
    {
        const string Secret = "p\"w ã+1";
        var reported = new Signal();
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(Echo, async (AText what, IRunContext run, ILoggerFactory loggers, CancellationToken cancel) =>
                {
                    Assert.Equal($"login {Secret}", what.Text);
                    loggers.CreateLogger("Any").LogError(
                        new InvalidOperationException(what.Text), "{Text} {Number} {Json}", what.Text, 8,
                        System.Text.Json.JsonSerializer.Serialize(what));
#pragma warning disable CA2254 // as careless hosts do
                    loggers.CreateLogger("Any").LogWarning($"inline {what.Text}");
#pragma warning restore CA2254
                    run.Report(what.Text);
                    reported.Say();
                    await Task.Yield();
                    return AttemptOutcome.Permanent($"at {Uri.EscapeDataString(Secret)}", System.Text.Json.JsonSerializer.Serialize(Secret));
                })
                .AddRoutine("it", routine => routine.Executes(Echo, new AText { Text = "login {secret:DB}" })),
            configuration: new() { ["RoutineScheduler:Secrets:DB"] = Secret });

        var run = await node.StartAsync();
        await reported.Said;
        Assert.All(node.Parts.Places.InFlight, attempt => Assert.Equal("login ***", attempt.Progress));
        await node.EndAsync();

        var attempt = Assert.Single((await node.FindAsync(run)).Attempts);
        Assert.Equal(("at ***", "\"***\"", """{"text":"login ***"}"""), (attempt.Message, attempt.Details, attempt.Parameters));
        var lines = await node.Client.LogsAsync(new() { Run = run }, Cancel);
        Assert.Equal(2, lines.Count(line => line.Component == "Any"));
        Assert.All(lines, line => Assert.DoesNotContain("w ã+1", $"{line.Message}{line.Template}{line.Properties}{line.Exception}"));
        Assert.All(lines, line => Assert.DoesNotContain("p\\u0022w", $"{line.Message}{line.Properties}"));
    }

    [Theory]
    [InlineData("?k=minha%20senha%2F%C3%A7%C3%A3o")]
    [InlineData("?k=minha%20senha%2f%c3%a7%c3%a3o")]
    [InlineData("k=minha+senha%2F%C3%A7%C3%A3o")]
    [InlineData("k=minha+senha%2f%c3%a7%c3%a3o")]
    [InlineData("?k=minha%20senha/%C3%A7%C3%A3o")]
    public void A_secret_is_hidden_in_urls_and_forms_however_they_escape(string text) =>
        Assert.Equal("***", new SecretMask(["minha senha/ção"]).Apply(text)[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    [Fact]
    public async Task A_secret_in_the_name_or_path_of_an_artifact_is_hidden()
    {
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(Echo, (AText what, IRunContext _, CancellationToken _) => Task.FromResult(
                    AttemptOutcome.Permanent("no").With(
                        new Artifact($"of {what.Text}", $"/data/{what.Text}/prices.csv", 12, new string('0', 64), 3))))
                .AddRoutine("it", routine => routine.Executes(Echo, new AText { Text = "{secret:DB}" })),
            configuration: new() { ["RoutineScheduler:Secrets:DB"] = "hunter-22" });

        var artifact = Assert.Single(Assert.Single((await node.RunAsync()).Attempts).Artifacts);

        Assert.Equal(new Artifact("of ***", "/data/***/prices.csv", 12, new string('0', 64), 3), artifact);
    }

    public static TheoryData<string, Action<IRunContext>> Unfit => new()
    {
        { "cannot be read as System.Int32: $: ", run => run.ResultOf<int>("first") },
        { "cannot be read as System.Int32: $: ", run => run.TryResultOf<int>("first", out _) },
        {
            "cannot be read as System.Collections.Generic.Dictionary`2[System.String,System.Int32]: $.rows: ",
            run => run.ResultOf<Dictionary<string, int>>("first")
        },
        { "cannot be read as System.Action: $: ", run => run.ResultOf<Action>("first") },
    };

    [Theory]
    [MemberData(nameof(Unfit), DisableDiscoveryEnumeration = true)]
    public async Task A_result_asked_for_as_what_it_is_not_fails_the_run_and_names_it(string told, Action<IRunContext> ask)
    {
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddRoutine("first", routine => routine.Executes((_, _) => Task.FromResult(AttemptOutcome.Succeeded(new { Rows = "many" }))))
            .AddRoutine("it", routine => routine.After("first").Executes((run, _) =>
            {
                ask(run);
                return Task.CompletedTask;
            })));
        var first = await node.RunAsync("first");

        var found = await node.RunAsync();

        Assert.Equal((RunState.Failed, "NoResult"), (found.Run.State, found.Run.Cause));
        var message = Assert.Single(found.Attempts).Message!;
        Assert.StartsWith($"The result of first (run {first.Run.Id}) ", message);
        Assert.Contains(told, message);
    }

    public static TheoryData<string, Action<IRunContext>> Asked => new()
    {
        { "result", run => run.ResultOf<string>("first") },
        { "artifacts", run => run.ArtifactsOf("first") },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task A_run_that_was_made_before_its_predecessor_fails_when_it_asks_it_and_a_rerun_finds_it(string what, Action<IRunContext> ask)
    {
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddRoutine("first", routine => routine.Executes((_, _) => Task.FromResult(AttemptOutcome.Succeeded("done"))))
            .AddRoutine("it", routine => routine.After("first").Executes((run, _) =>
            {
                ask(run);
                return Task.CompletedTask;
            })));
        var early = await node.RunAsync();
        await node.RunAsync("first");

        Assert.Equal((RunState.Failed, "NoResult"), (early.Run.State, early.Run.Cause));
        Assert.Equal(
            $"it of {ANode.Today:R} finds no {what} of first: this run has no run of first that succeeded: none had been made when it was, or the " +
            "routine has no After(\"first\"); rerun it once there is one.",
            Assert.Single(early.Attempts).Message);

        var rerun = await node.Client.RerunAsync(RunTarget.One(early.Run.Id), cancel: Cancel);
        await node.ClaimAsync();
        await node.EndAsync();

        Assert.Equal(RunState.Succeeded, (await node.FindAsync(Assert.Single(rerun.Made).Run)).Run.State);
    }

    [Fact]
    public async Task Artifacts_of_a_predecessor_that_made_none_are_none()
    {
        var asked = new List<int>();
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddRoutine("first", routine => routine.Executes((_, _) => Task.CompletedTask))
            .AddRoutine("it", routine => routine.After("first").Executes((run, _) =>
            {
                asked.Add(run.ArtifactsOf("first").Count);
                return Task.CompletedTask;
            })));
        await node.RunAsync("first");

        await node.RunAsync();

        Assert.Equal([0], asked);
    }

    [Fact]
    public async Task A_result_stays_json_when_a_secret_looks_like_a_part_of_it()
    {
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(Echo, (AText what, IRunContext _, CancellationToken _) =>
                    Task.FromResult(AttemptOutcome.Succeeded(new { Rows = 75_000, Pin = 500, what.Text, Rest = new[] { "a500b" } })))
                .AddRoutine("it", routine => routine.Executes(Echo, new AText { Text = "{secret:PIN}" })),
            configuration: new() { ["RoutineScheduler:Secrets:PIN"] = "500" });

        var found = await node.RunAsync();

        Assert.Equal("""{"rows":75000,"pin":"***","text":"***","rest":["a***b"]}""", Assert.Single(found.Attempts).Result);
    }

    [Fact]
    public async Task A_secret_is_hidden_where_it_names_a_property_of_a_result_or_of_a_line()
    {
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(Echo, (AText what, IRunContext run, CancellationToken _) =>
                {
#pragma warning disable CA2254 // as careless hosts do
                    run.Log.LogInformation($"rows of {{{what.Text}}}", 7);
#pragma warning restore CA2254
                    return Task.FromResult(AttemptOutcome.Succeeded(new Dictionary<string, object>
                    {
                        [what.Text] = 1, ["inside"] = new Dictionary<string, int> { [$"of {what.Text}"] = 2 },
                    }));
                })
                .AddRoutine("it", routine => routine.Executes(Echo, new AText { Text = "{secret:DB}" })),
            configuration: new() { ["RoutineScheduler:Secrets:DB"] = "hunter22" });

        var found = await node.RunAsync();

        Assert.Equal("""{"***":1,"inside":{"of ***":2}}""", Assert.Single(found.Attempts).Result);
        var line = Assert.Single(await node.Client.LogsAsync(new() { Run = found.Run.Id }, Cancel), line => line.Message == "rows of 7");
        Assert.Equal(("rows of {***}", """{"***":7}"""), (line.Template, line.Properties));
    }

    [Fact]
    public void Two_secrets_that_name_properties_of_one_object_leave_two_properties()
    {
        var mask = new SecretMask(["hunter22", "tiger-33"]);

        Assert.Equal("""{"***":1,"****":{"***":2},"free":3}""", mask.ApplyToJson("""{"hunter22":1,"tiger-33":{"hunter22":2},"free":3}"""));
    }

    [Fact]
    public async Task A_secret_too_short_to_look_for_is_hidden_where_it_came_from()
    {
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(Echo, (AText _, IRunContext _, CancellationToken _) => Task.CompletedTask)
                .AddRoutine("it", routine => routine.Executes(Echo, new AText { Text = "{secret:PIN} of {routine}" })),
            configuration: new() { ["RoutineScheduler:Secrets:PIN"] = "7" });

        Assert.Equal("""{"text":"*** of it"}""", Assert.Single((await node.RunAsync()).Attempts).Parameters);
    }

    [Fact]
    public async Task A_secret_on_the_line_where_a_text_is_cut_is_hidden_whole()
    {
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor(Echo, (AText what, IRunContext _, CancellationToken _) =>
                    Task.FromResult(AttemptOutcome.Permanent(new string('.', AttemptEnding.MaxText - 4) + what.Text + new string('.', 100))))
                .AddRoutine("it", routine => routine.Executes(Echo, new AText { Text = "{secret:DB}" })),
            configuration: new() { ["RoutineScheduler:Secrets:DB"] = "hunter-22" });

        var message = Assert.Single((await node.RunAsync()).Attempts).Message!;

        Assert.DoesNotContain("hunt", message);
        Assert.EndsWith("… cut: 99 more characters", message);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_fails_the_run_and_says_where_to_put_it()
    {
        await using var node = await ANode.OpenAsync(scheduler => scheduler
            .AddExecutor(Echo, (AText _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("it", routine => routine.Executes(Echo, new AText { Text = "{secret:NONE}" })));

        var found = await node.RunAsync();

        Assert.Equal("ParametersUnreadable", found.Run.Cause);
        Assert.StartsWith("$.text: there is no secret 'NONE': set RoutineScheduler:Secrets:NONE", Assert.Single(found.Attempts).Message);
    }

    [Theory]
    [InlineData(32_767, true)]
    [InlineData(32_768, false)]
    public async Task A_result_has_64_KiB_as_UTF_8(int letters, bool fits)
    {
        await using var node = await ANode.OpenAsync(
            routine => routine.Executes((_, _) => Task.FromResult(AttemptOutcome.Succeeded(new string('ç', letters)))));

        Assert.Equal(fits ? RunState.Succeeded : RunState.Failed, (await node.RunAsync()).Run.State);
    }

    [Fact]
    public async Task Results_larger_than_a_page_of_text_and_long_stack_traces_are_cut_and_say_so()
    {
        await using var node = await ANode.OpenAsync(routine => routine
            .Retry(OneTry).Executes((_, _) => Task.FromResult(AttemptOutcome.Transient("x", new string('y', 40_000)))));

        var attempt = Assert.Single((await node.RunAsync()).Attempts);

        Assert.EndsWith($"… cut: {40_000 - AttemptEnding.MaxText} more characters", attempt.Details);
    }

    internal sealed class Scoped(IRunContext run) : IAsyncDisposable
    {
        public IRunContext Run => run;

        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
