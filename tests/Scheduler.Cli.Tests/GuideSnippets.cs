using Microsoft.Extensions.Hosting;

namespace RoutineScheduler.Cli.Tests;

/// <summary>The code of docs/guides/command-line.md, so that it compiles: SnippetTests of the core looks for it line by line.</summary>
internal static class GuideSnippets
{
    public static async Task<int> MainAsync(string[] args, HostApplicationBuilder builder)
    {
        var host = builder.Build();
        return args.Length > 0 ? await SchedulerCommands.RunAsync(args, host) : await RunAsync(host);
    }

    private static async Task<int> RunAsync(IHost host)
    {
        await host.RunAsync();
        return 0;
    }
}
