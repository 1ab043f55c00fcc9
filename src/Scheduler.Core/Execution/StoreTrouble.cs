using System.Data.Common;
using System.Net.Sockets;

namespace RoutineScheduler.Execution;

/// <summary>Which exceptions say that the store does not answer. Everything else is a fault, of ours or of what was stored.</summary>
internal static class StoreTrouble
{
    public static bool Is(Exception trouble) => trouble is AggregateException several
        ? several.InnerExceptions.All(Is)
        : trouble is DbException or TimeoutException or IOException or SocketException;
}
