using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Registration;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Registration;

public sealed class DownloadServicesTests
{
    private readonly ServiceCollection services = new();

    [Fact]
    public void Without_a_word_from_the_host_nothing_private_is_reached()
    {
        services.AddDownloads(change: null);

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

        services.AddDownloads(options => options.MaxBytes = 2000);

        var options = Options();
        Assert.Equal(["files.intranet"], options.AllowedHosts);
        Assert.Equal((new Uri("http://proxy.intranet:3128"), TimeSpan.FromSeconds(5), 2000), (options.Proxy, options.ConnectTimeout, options.MaxBytes));
    }

    [Fact]
    public void Two_modules_may_add_downloads_and_both_are_heard()
    {
        Assert.True(services.AddDownloads(options => options.AllowedHosts.Add("a.intranet")));
        Assert.False(services.AddDownloads(options => options.AllowedHosts.Add("b.intranet")));

        using var provider = services.BuildServiceProvider();
        Assert.Single(provider.GetServices<DownloadHttp>());
        Assert.Equal(["a.intranet", "b.intranet"], provider.GetRequiredService<DownloadHttp>().Options.AllowedHosts);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        services.AddDownloads(options =>
        {
            options.MaxBytes = 0;
            options.MaxRedirects = -1;
            options.ConnectTimeout = TimeSpan.Zero;
            options.Proxy = new Uri("socks5://proxy");
            options.AllowedHosts.Add("http://files.intranet/x");
            options.AllowedHosts.Add("[::1]");
        });

        var trouble = Assert.Throws<OptionsValidationException>(Options);

        Assert.Collection(
            trouble.Failures,
            problem => Assert.StartsWith("Download:MaxBytes is 0", problem),
            problem => Assert.StartsWith("Download:MaxRedirects is -1", problem),
            problem => Assert.StartsWith("Download:ConnectTimeout is 00:00:00", problem),
            problem => Assert.StartsWith("Download:Proxy is 'socks5://proxy", problem),
            problem => Assert.StartsWith("Download:AllowedHosts has 'http://files.intranet/x'", problem));
    }

    private DownloadOptions Options()
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<DownloadOptions>>().Value;
    }
}
