using System.Reflection;
using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Execution;
using RoutineScheduler.Logging;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Hosting;

/// <summary>
/// Says that the node lives, and hears of absences and namesakes. The one duty that says whether the store is away: what others meet may be
/// trouble of their own.
/// </summary>
internal sealed class Heartbeat(SchedulerParts parts, SchedulerOptions options, ILogger log)
{
    private static readonly string Version =
        typeof(Heartbeat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";

    private bool hasNamesake;

    public async Task<BeatAnswer> BeatAsync(CancellationToken cancel)
    {
        var beat = new NodeBeat(
            parts.Node, Environment.MachineName, Environment.ProcessId, Version, parts.PlacesNow, parts.Executors.Names);
        try
        {
            var answer = await parts.Storage.Nodes.BeatAsync(beat, Duration.FromTimeSpan(options.LateAfter), cancel);
            if (parts.Health.Answers())
            {
                log.StoreCameBack(nameof(Heartbeat));
            }

            TellOfNamesake(answer.NameIsTaken);
            return answer;
        }
        catch (Exception trouble) when (StoreTrouble.Is(trouble))
        {
            if (parts.Health.WentAway())
            {
                log.StoreWentAway(trouble, nameof(Heartbeat));
            }

            throw;
        }
    }

    /// <summary>Once, until the other is gone.</summary>
    private void TellOfNamesake(bool isThere)
    {
        if (isThere && !hasNamesake)
        {
            log.NameIsTaken(parts.Node.Value);
        }

        hasNamesake = isThere;
    }
}
