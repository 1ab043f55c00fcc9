using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Tests.Servers;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

/// <summary>The executor with a server that it may reach, and an empty folder.</summary>
internal sealed class ADownload : IAsyncDisposable
{
    private readonly AFolder folder = new();
    private readonly Lines lines = new();
    private DownloadHttp? http;

    public ADownload()
    {
        Options.AllowedHosts.Add("127.0.0.1");
        Run = new ARunContext { ArtifactFolder = folder.Path };
    }

    public MisbehavingServer Server { get; } = new();

    public DownloadOptions Options { get; } = new();

    public ARunContext Run { get; set; }

    public Resolve? Resolve { get; init; }

    public IEnumerable<string> Files => folder.Files;

    public IReadOnlyCollection<string> Log => lines.Written;

    public string At(params string[] below) => folder.At(below);

    /// <summary>The server's /prices.csv into prices.csv.</summary>
    public DownloadFile Prices(string path = "/prices.csv", string to = "prices.csv") => new() { Url = Server.Url(path), To = to };

    public Task<AttemptOutcome> GetAsync(DownloadFile? file = null, CancellationToken? cancel = null)
    {
        http ??= new DownloadHttp(Options, Resolve);
        return new DownloadFileExecutor(http, lines).ExecuteAsync(file ?? Prices(), Run, cancel ?? TestContext.Current.CancellationToken);
    }

    public async Task<DownloadedFile> GotAsync(DownloadFile? file = null) => Result(Assert.IsType<AttemptOutcome.Success>(await GetAsync(file)));

    public async Task<string> TransientAsync(DownloadFile? file = null) =>
        NothingKept(Assert.IsType<AttemptOutcome.TransientFailure>(await GetAsync(file)).Message);

    public async Task<string> PermanentAsync(DownloadFile? file = null) =>
        NothingKept(Assert.IsType<AttemptOutcome.PermanentFailure>(await GetAsync(file)).Message);

    public async Task<string> NotYetAsync(DownloadFile? file = null) =>
        NothingKept(Assert.IsType<AttemptOutcome.NotAvailable>(await GetAsync(file)).Message);

    public static DownloadedFile Result(AttemptOutcome.Success outcome) =>
        outcome.Result!.Value.Deserialize<DownloadedFile>(ResultJson.Options)!;

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        await Server.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Whatever went wrong, no short file and no temporary one is left.</summary>
    private string NothingKept(string message)
    {
        Assert.DoesNotContain(Files, file => !file.StartsWith("kept", StringComparison.Ordinal));
        return message;
    }

    private sealed class Lines : ILogger<DownloadFileExecutor>
    {
        public ConcurrentQueue<string> Written { get; } = [];

        public void Log<T>(LogLevel level, EventId id, T state, Exception? trouble, Func<T, Exception?, string> text) =>
            Written.Enqueue(text(state, trouble));

        public bool IsEnabled(LogLevel level) => true;

        public IDisposable? BeginScope<T>(T state)
            where T : notnull => null;
    }
}
