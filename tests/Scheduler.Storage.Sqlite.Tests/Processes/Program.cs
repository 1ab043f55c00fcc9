using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace RoutineScheduler.Storage.Sqlite.Tests.Processes;

/// <summary>Runs the tests; called by one of them, plays another process on its database.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [OtherProcess.Argument, .. var part] => OtherProcessParts.PlayAsync(part),
        _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
