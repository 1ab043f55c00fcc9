namespace RoutineScheduler.Hosting;

/// <summary>Executors that come with the library and are added by a call of the host's, so that who forgot the call is told which it is.</summary>
internal static class WellKnownExecutors
{
    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["download-file"] = "AddDownloadFile()",
        ["load-file"] = "AddDatabase(…)",
    };

    /// <summary>" … adds it.", or nothing.</summary>
    public static string Hint(string executor) =>
        Calls.TryGetValue(executor, out var call) ? $" {call} of RoutineScheduler.Executors adds it." : "";
}
