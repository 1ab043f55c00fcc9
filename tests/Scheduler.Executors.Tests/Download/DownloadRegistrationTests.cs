using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using RoutineScheduler.Client;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Tests.Servers;
using RoutineScheduler.Hosting;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

public sealed class DownloadRegistrationTests
{
    private readonly ServiceCollection services = new();

    [Fact]
    public void Without_a_word_from_the_host_nothing_private_is_reached()
    {
        services.AddRoutineScheduler(scheduler => scheduler.AddDownloadFile());

        var options = Options();
        Assert.False(options.AllowPrivateAddresses);
        Assert.Empty(options.AllowedHosts);
        Assert.Null(options.Proxy);
    }

    [Fact]
    public void Options_come_from_configuration_and_code_wins()
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["RoutineScheduler:Download:AllowedHosts:0"] = "files.intranet",
            ["RoutineScheduler:Download:Proxy"] = "http://proxy.intranet:3128",
            ["RoutineScheduler:Download:ConnectTimeout"] = "00:00:05",
            ["RoutineScheduler:Download:MaxBytes"] = "1000",
        }).Build());

        services.AddRoutineScheduler(scheduler => scheduler.AddDownloadFile(options => options.MaxBytes = 2000));

        var options = Options();
        Assert.Equal(["files.intranet"], options.AllowedHosts);
        Assert.Equal(
            (new Uri("http://proxy.intranet:3128"), TimeSpan.FromSeconds(5), 2000), (options.Proxy, options.ConnectTimeout, options.MaxBytes));
    }

    [Fact]
    public void Two_modules_may_add_downloads_and_both_are_heard()
    {
        services.AddRoutineScheduler(scheduler => scheduler.AddDownloadFile(options => options.AllowedHosts.Add("a.intranet")));
        services.AddRoutineScheduler(scheduler => scheduler.AddDownloadFile(options => options.AllowedHosts.Add("b.intranet")));

        using var provider = services.BuildServiceProvider();
        Assert.Single(provider.GetServices<DownloadHttp>());
        Assert.Equal(["a.intranet", "b.intranet"], provider.GetRequiredService<DownloadHttp>().Options.AllowedHosts);
    }

    [Fact]
    public async Task All_problems_are_told_at_once_with_those_of_the_scheduler()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["RoutineScheduler:Download:AllowPrivateAddresses"] = "perhaps",
            ["RoutineScheduler:Download:UserAgent"] = "back-office",
            ["RoutineScheduler:Download:AllowedHost"] = "files.intranet",
        });
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .AddRoutine("a", routine => routine.At("nonsense").Executes((_, _) => Task.CompletedTask))
            .AddDownloadFile(options =>
            {
                options.MaxBytes = 0;
                options.MaxRedirects = -1;
                options.ConnectTimeout = TimeSpan.Zero;
                options.Proxy = new Uri("socks5://proxy");
                options.AllowedHosts.Add("http://files.intranet/x");
                options.AllowedHosts.Add("[::1]");
            }));

        using var host = builder.Build();
        var trouble = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(trouble.Problems, problem => problem.Contains("nonsense", StringComparison.Ordinal));
        Assert.Equal("back-office", host.Services.GetRequiredService<IOptions<DownloadOptions>>().Value.UserAgent);
        Assert.Collection(
            trouble.Problems.Where(problem => problem.Contains("Download:", StringComparison.Ordinal)),
            problem => Assert.StartsWith(
                "RoutineScheduler:Download:AllowedHost is no option of downloads; there are AllowPrivateAddresses, AllowedHosts, Proxy, ", problem),
            problem => Assert.StartsWith("RoutineScheduler:Download:AllowPrivateAddresses is 'perhaps'", problem),
            problem => Assert.StartsWith("Download:MaxBytes is 0", problem),
            problem => Assert.StartsWith("Download:MaxRedirects is -1", problem),
            problem => Assert.StartsWith("Download:ConnectTimeout is 00:00:00", problem),
            problem => Assert.StartsWith("Download:Proxy is 'socks5://proxy", problem),
            problem => Assert.StartsWith("Download:AllowedHosts has 'http://files.intranet/x'", problem));
    }

    [Theory]
    [InlineData("AllowedHosts", "files.intranet", "AllowedHosts is a list, but has one value: write [\"files.intranet\"], or ")]
    [InlineData("allowedhosts", "a.intranet,b.intranet", "allowedhosts is a list, but has one value")]
    [InlineData("MaxBytes:0", "1", "MaxBytes is one value, but there is RoutineScheduler:Download:MaxBytes:0.")]
    public async Task A_value_in_place_of_a_list_is_told_as_a_list_in_place_of_a_value_is(string key, string value, string told)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [$"RoutineScheduler:Download:{key}"] = value });
        builder.Services.AddRoutineScheduler(scheduler => scheduler.AddDownloadFile());

        using var host = builder.Build();
        var trouble = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith($"RoutineScheduler:Download:{told}", Assert.Single(trouble.Problems));
    }

    [Fact]
    public void An_empty_list_of_hosts_is_a_list()
    {
        var json = """{"RoutineScheduler":{"Download":{"AllowedHosts":[]}}}"""u8.ToArray();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddJsonStream(new MemoryStream(json)).Build());
        services.AddRoutineScheduler(scheduler => scheduler.AddDownloadFile());

        Assert.Empty(Options().Problems());
    }

    [Theory]
    [InlineData("socks5://ana:hunter2@proxy:1080", "Download:Proxy is 'socks5://proxy'")]
    [InlineData("ana:hunter2@proxy", "Download:Proxy")]
    [InlineData("//ana:hunter2@proxy", "Download:Proxy")]
    [InlineData("http://ana:hunter2@[", "RoutineScheduler:Download:Proxy cannot be read")]
    public async Task A_proxy_that_cannot_be_used_is_told_without_its_password(string proxy, string told)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["RoutineScheduler:Download:Proxy"] = proxy });
        builder.Services.AddRoutineScheduler(scheduler => scheduler.AddDownloadFile());

        using var host = builder.Build();
        var trouble = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith(told, Assert.Single(trouble.Problems));
        Assert.DoesNotContain("hunter2", trouble.ToString());
    }

    [Theory]
    [InlineData("ftp://x/y", "a", null, "$.url: Url is no http or https address")]
    [InlineData("http//x/y", "a", null, "$.url: Url is no http or https address")]
    [InlineData("ftp://x/{orderDate:yyyy}", "a", null, "$.url: Url is no http or https address")]
    [InlineData("https://joe:x@host/", "a", null, "$.url: Url (https://host/) holds a user's name")]
    [InlineData("https://x/y", "../z", null, "$.to: To is '../z', which leaves the run's artifact folder")]
    [InlineData("{secret:URL}", "../{orderDate:yyyyMMdd}.csv", null, "$.to: To is '../")]
    [InlineData("{secret:URL}", "a/", null, "$.to: To is 'a/', which names no file")]
    [InlineData("https://x/y", "a-{date:yyyyMMdd}.csv", null, "$.to: To has {date:…}, which")]
    [InlineData("https://x/y", "a.zip", "../z", "$.unzip.into: Unzip.Into is '../z', which leaves the target's folder")]
    public async Task A_mistake_that_needs_no_run_is_told_at_start(string url, string to, string? into, string problem)
    {
        var file = new DownloadFile { Url = url, To = to, Unzip = into is null ? null : new Unzip { Into = into } };

        Assert.StartsWith($"Routine 'a', parameters of 'download-file': {problem}", Assert.Single(await ProblemsAsync(file)));
    }

    [Fact]
    public async Task What_only_the_run_knows_hides_nothing_else()
    {
        var file = new DownloadFile
        {
            Url = "{secret:URL}",
            To = "{secret:FOLDER}/a.csv",
            MaxBytes = 0,
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer {secret:TOKEN}", ["Host"] = "x" },
            Expect = new() { MinimumBytes = -1, NotSameAs = "{orderDate-1bd:yyyyMMdd}.csv" },
        };

        Assert.Equal(
            ["$.expect.minimumBytes", "$.headers.Host", "$.maxBytes"],
            (await ProblemsAsync(file)).Select(problem => problem.Split(": ")[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_host_downloads_and_its_successor_reads_the_result()
    {
        using var folder = new AFolder();
        await using var server = new MisbehavingServer();
        server.On("/b3_20261002.csv", Replies.File("2026-10-02;PETR4\n"));
        var got = new TaskCompletionSource<DownloadedFile>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutineScheduler(scheduler => scheduler
            .Configure(options => options.ArtifactRoot = folder.At("artifacts"))
            .AddDownloadFile(options => options.AllowedHosts.Add("127.0.0.1"))
            .AddRoutine("download-b3", r => r.Executes(
                DownloadFile.Name,
                new() { Url = server.Url("/b3_{orderDate:yyyyMMdd}.csv"), To = "b3_{orderDate:yyyyMMdd}.csv", IdleFor = Duration.FromSeconds(20) }))
            .AddRoutine("load-prices", r => r.After("download-b3").Executes((run, _) =>
            {
                got.SetResult(run.ResultOf<DownloadedFile>("download-b3"));
                return Task.CompletedTask;
            })));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var client = host.Services.GetRequiredService<ISchedulerClient>();
        await client.OrderAsync(new Order("download-b3", new LocalDate(2026, 10, 2)), TestContext.Current.CancellationToken);
        await client.OrderAsync(new Order("load-prices", new LocalDate(2026, 10, 2)), TestContext.Current.CancellationToken);
        var file = await got.Task.WaitAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, file.Rows);
        Assert.StartsWith(folder.At("artifacts"), file.Path);
        Assert.Equal("b3_20261002.csv", Path.GetFileName(file.Path));
        Assert.True(File.Exists(file.Path));
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(DownloadFile file)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRoutineScheduler(scheduler => scheduler.AddDownloadFile()
            .AddRoutine("a", routine => routine.Executes(DownloadFile.Name, file)));
        using var host = builder.Build();
        return (await Assert.ThrowsAsync<SchedulerConfigurationException>(() => host.StartAsync(TestContext.Current.CancellationToken))).Problems;
    }

    private DownloadOptions Options()
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<DownloadOptions>>().Value;
    }
}
