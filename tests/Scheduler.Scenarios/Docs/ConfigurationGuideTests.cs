using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Hosting;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>What docs/guides/configuration.md says of keys, defaults and mistakes is so.</summary>
public sealed class ConfigurationGuideTests
{
    private const string Page = "configuration.md";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Key and default, as the tables list them.</summary>
    private static IEnumerable<(string Key, string Default)> Rows =>
        Regex.Matches(GuidePage.Read(Page), @"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|", RegexOptions.Multiline)
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value.Trim().Trim('`')));

    [Fact]
    public void The_tables_have_every_option_with_its_default()
    {
        var expected = Options(new SchedulerOptions()).Concat(Options(new DownloadOptions())).ToList();

        Assert.Equal(expected.Order(), Rows.Order());
    }

    [Fact]
    public async Task The_example_is_read()
    {
        using var host = Build(GuidePage.Blocks(Page, "json")[0]);
        await host.Services.GetRequiredService<ISchedulerClient>().StatusAsync(Cancel);

        var options = host.Services.GetRequiredService<IOptions<SchedulerOptions>>().Value;
        Assert.Equal((8, TimeSpan.FromMinutes(15), "/data/artifacts"), (options.Places, options.LateAfter, options.ArtifactRoot));
        var download = host.Services.GetRequiredService<IOptions<DownloadOptions>>().Value;
        Assert.Equal("files.intranet", Assert.Single(download.AllowedHosts));
        Assert.Equal(2_147_483_648, download.MaxBytes);
        using var scope = host.Services.CreateScope();
        Assert.Equal("…", await scope.ServiceProvider.GetRequiredService<ISecretResolver>().ResolveAsync("PORTAL", Cancel));
        Assert.Equal("RoutineScheduler", typeof(SchedulerOptions).Assembly.GetTypes()
            .Select(type => type.GetCustomAttributes(typeof(ProviderAliasAttribute), false).OfType<ProviderAliasAttribute>().FirstOrDefault()?.Alias)
            .Single(alias => alias is not null));
    }

    [Fact]
    public async Task Mistakes_stop_the_start_in_these_words()
    {
        using var host = Build("""
            { "RoutineScheduler": { "Place": 8, "LoadAt": "quarter to", "LeaseFor": "00:00:01", "Secret": { "PORTAL": "x" },
              "Download": { "MaxByte": 1 }, "OurOwn": { "Key": 1 } } }
            """);

        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(
            () => host.Services.GetRequiredService<ISchedulerClient>().StatusAsync(Cancel));

        Assert.Equal(GuidePage.Blocks(Page, "text")[0], string.Concat(wrong.Problems.Select(problem => $"{problem}\n")));
    }

    [Fact]
    public async Task Code_wins_over_the_section_and_a_resolver_of_ones_own_over_the_configuration()
    {
        using var host = Build("""{ "RoutineScheduler": { "LoadAhead": 1, "Secrets": { "PORTAL": "x" } } }""", scheduler =>
        {
            ConfigurationSnippets.Configure(scheduler);
            ConfigurationSnippets.AddSecrets(scheduler);
        });

        Assert.Equal(5, host.Services.GetRequiredService<IOptions<SchedulerOptions>>().Value.LoadAhead);
        using var scope = host.Services.CreateScope();
        Assert.Equal("from the vault", await scope.ServiceProvider.GetRequiredService<ISecretResolver>().ResolveAsync("PORTAL", Cancel));
    }

    private static IHost Build(string json, Action<IRoutineSchedulerBuilder>? define = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "configured" });
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        builder.Services.AddRoutineScheduler(scheduler =>
        {
            scheduler.AddDownloadFile();
            define?.Invoke(scheduler);
        });
        return builder.Build();
    }

    private static IEnumerable<(string, string)> Options(object options) =>
        from property in options.GetType().GetProperties()
        where property.Name != nameof(DownloadOptions.ProxyCredentials)
        let value = property.GetValue(options)
        select (property.Name, value switch
        {
            null => "none",
            System.Collections.ICollection { Count: 0 } => "none",
            long or int => ((IFormattable)value).ToString("#,##0", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            _ => $"{value}",
        });
}
