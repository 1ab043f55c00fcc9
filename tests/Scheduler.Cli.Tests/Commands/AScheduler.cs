using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Testing;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Commands;

/// <summary>A host with routines on a database file of its own, at noon of Thursday 2026-11-19 in São Paulo; Friday is a holiday of B3.</summary>
internal sealed class AScheduler : IAsyncDisposable
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 11, 19, 15, 0);

    private readonly string folder = Directory.CreateTempSubdirectory("scheduler-cli-").FullName;
    public FakeClock Clock { get; } = new(Noon);

    public string File => Path.Combine(folder, "scheduler.db");

    public Dictionary<string, string> Variables { get; } = [];

    public bool IsTerminal { get; init; }

    /// <summary>As after 'head' has read its ten lines.</summary>
    public bool OutputIsGone { get; set; }

    /// <summary>Called whenever what was written so far is handed on.</summary>
    public Action OnFlush { get; set; } = () => { };

    /// <summary>Called with every line on stderr.</summary>
    public Action<string> OnError { get; set; } = _ => { };

    /// <summary>By which the notice of a waiting is timed: no time passes unless a test says so.</summary>
    public PatienceOfATest Time { get; } = new();

    /// <summary>What "download" does.</summary>
    public Func<IRunContext, CancellationToken, Task<AttemptOutcome>> Download { get; init; } = (_, _) => Task.FromResult(AttemptOutcome.Succeeded());

    /// <summary>The commands inside the host's own program; each is a process of its own, so each has a host of its own.</summary>
    public Task<Said> RunAsync(params string[] args) => RunAsync(TestContext.Current.CancellationToken, args);

    public async Task<Said> RunAsync(CancellationToken cancel, params string[] args)
    {
        var host = Built();
        await using var life = (IAsyncDisposable)host;
        return await SayAsync(args, host, cancel);
    }

    /// <summary>Two commands on one host.</summary>
    public async Task<(Said First, Said Second)> RunTwiceAsync(params string[] args)
    {
        var host = Built();
        await using var life = (IAsyncDisposable)host;
        var cancel = TestContext.Current.CancellationToken;
        return (await SayAsync(args, host, cancel), await SayAsync(args, host, cancel));
    }

    /// <summary>The tool, without definitions, on the same file.</summary>
    public Task<Said> ToolAsync(params string[] args) =>
        SayAsync([.. args, "--storage", $"sqlite:{File}"], null, TestContext.Current.CancellationToken);

    /// <summary>The tool, as its arguments say.</summary>
    public Task<Said> BareToolAsync(params string[] args) => SayAsync(args, null, TestContext.Current.CancellationToken);

    public async Task<long> RunOfAsync(string routine, bool newest = false)
    {
        using var runs = (await RunAsync(["runs", "--routine", routine, "--json", .. newest ? Array.Empty<string>() : ["--oldest-first"]])).Json();
        return runs.RootElement[0].GetProperty("id").GetInt64();
    }

    public async Task<string> StateOfAsync(long run)
    {
        using var details = (await RunAsync("runs", $"{run}", "--json")).Json();
        return details.RootElement.GetProperty("run").GetProperty("state").GetString()!;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<Said> SayAsync(string[] args, IHost? on, CancellationToken cancel)
    {
        using var output = new FlushedWriter(OnFlush);
        using var error = new WatchedWriter(OnError);
        var surroundings = new Surroundings(
            new MemoryStream(), output, TextWriter.Synchronized(error), name => Variables.GetValueOrDefault(name), Clock)
        {
            OutputIsTerminal = IsTerminal, OutputIsGone = () => OutputIsGone, Time = Time, Person = "maria@desk",
        };
        var code = await CommandLine.RunAsync(args, on, surroundings, cancel, TestContext.Current.CancellationToken);
        return new Said(code, output.ToString(), error.ToString());
    }

    private sealed class FlushedWriter(Action onFlush) : StringWriter
    {
        public override Task FlushAsync()
        {
            onFlush();
            return Task.CompletedTask;
        }
    }

    private sealed class WatchedWriter(Action<string> onLine) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            onLine(value ?? "");
        }
    }

    /// <summary>What the program defines: another build of it may define something else.</summary>
    public Action<IRoutineSchedulerBuilder>? Definitions { get; set; }

    private IHost Built()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "prices" });
        builder.Services.AddSingleton<IClock>(Clock);
        builder.Services.AddRoutineScheduler(scheduler => (Definitions ?? Define)(scheduler.UseSqlite($"Data Source={File}").Configure(options =>
        {
            options.ArtifactRoot = folder;
            options.DrainFor = TimeSpan.FromSeconds(5);
        })));
        return builder.Build();
    }

    private void Define(IRoutineSchedulerBuilder scheduler) => scheduler
        .AddRoutine("download", r => Daily(r, "0 9 * * *").Executes(async (IRunContext run, CancellationToken cancel) => await Download(run, cancel)))
        .AddRoutine("load-prices", r => Ending(Daily(r, "0 9 * * *").After("download"), AttemptOutcome.Succeeded()))
        .AddRoutine("broken", r => Ending(Daily(r, "0 10 * * *"), AttemptOutcome.Permanent("there is no column VL_COTA")))
        .AddRoutine("evening", r => Ending(Daily(r, "0 20 * * *"), AttemptOutcome.Succeeded()))
        .AddRoutine("on-demand", r => Ending(r.On("business-days(b3)"), AttemptOutcome.Succeeded()));

    private static void Ending(RoutineBuilder routine, AttemptOutcome outcome) =>
        routine.Executes((IRunContext _, CancellationToken _) => Task.FromResult(outcome));

    private static RoutineBuilder Daily(RoutineBuilder routine, string cron) =>
        routine.On("business-days(b3)").At(cron).ActiveFrom(Instant.FromUtc(2026, 1, 1, 0, 0));
}

internal sealed record Said(int Code, string Output, string Error)
{
    public JsonDocument Json() => JsonDocument.Parse(Output);

    /// <summary>The line that holds the text, its columns apart.</summary>
    public string[] Row(string text) =>
        Output.Split('\n').First(line => line.Contains(text, StringComparison.Ordinal))
            .Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
