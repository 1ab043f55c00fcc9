using NodaTime;
using RoutineScheduler.Journal;
using RoutineScheduler.Loading;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Client;

/// <param name="SilentFor">A node whose last heartbeat is older is not alive.</param>
/// <param name="CancelsAreWaiting">Carries a cancel to the attempts of this process.</param>
internal sealed record ClientParts(
    IStorage Storage, DefinitionBook Book, DailyLoader Loader, Actor Actor, Duration SilentFor, Func<CancellationToken, Task> CancelsAreWaiting)
{
    public Actor ActorOf(Because because) => because.Actor is { Length: > 0 } name ? new Actor(name) : Actor;
}
