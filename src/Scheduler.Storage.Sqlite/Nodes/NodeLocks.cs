using System.Collections.Concurrent;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Tables;

namespace RoutineScheduler.Storage.Sqlite.Nodes;

/// <summary>The lock files of this process' nodes, and what those of others prove.</summary>
internal sealed class NodeLocks(string database) : IDisposable
{
    private readonly ConcurrentDictionary<NodeId, NodeLife> own = [];
    private readonly ConcurrentDictionary<NodeId, bool> claimedUnlocked = [];
    private readonly ConcurrentDictionary<NodeId, bool> contested = [];
    private readonly Lazy<bool> locksHold = new(() => NodeLockFile.LocksHold(database));

    /// <summary>A node that claims before its file is locked: its first leases are no former life's.</summary>
    public void NoteClaim(NodeId node)
    {
        if (!own.ContainsKey(node))
        {
            claimedUnlocked[node] = true;
        }
    }

    /// <summary>
    /// At a node's heartbeat: from the first one on its file is locked. Without one (a living process has the same id) nothing is proven of the node.
    /// </summary>
    /// <param name="lastToken">Read in the heartbeat's transaction: leases up to it were a former life's.</param>
    /// <returns>False where another living process has the file: it bears the same name.</returns>
    public bool Hold(NodeId node, long lastToken)
    {
        if (!locksHold.Value)
        {
            NodeLockFile.Remove(database, node);
            return true;
        }

        if (own.ContainsKey(node))
        {
            return true;
        }

        if (NodeLockFile.TryLock(database, node, create: true) is not { } file)
        {
            contested[node] = true;
            return false;
        }

        // Beside a namesake it may have claimed: which leases were whose nothing tells.
        var wasKilled = !file.WasLeft && !claimedUnlocked.ContainsKey(node) && !contested.ContainsKey(node);
        file.Clear();
        if (!own.TryAdd(node, new NodeLife(file, wasKilled ? lastToken : 0)))
        {
            file.Dispose();
        }

        return true;
    }

    public void Leave(NodeId node)
    {
        if (own.TryRemove(node, out var life))
        {
            life.File.Leave();
        }
    }

    /// <summary>
    /// Of these nodes, those whose process is gone; none that this process is, whoever else bears its name. Their files
    /// stay locked until the answer is disposed of, so that nobody comes back in between.
    /// </summary>
    public GoneNodes FindGone(IEnumerable<string> nodes) => new(
        own.ToDictionary(life => life.Key.Value, life => life.Value.FormerTokens),
        nodes.Select(node => new NodeId(node)).Where(node => locksHold.Value && !IsOwn(node))
            .Select(node => (node, file: NodeLockFile.TryLock(database, node, create: false)))
            .Where(it => it.file is not null)
            .ToDictionary(it => it.node.Value, it => it.file!));

    private bool IsOwn(NodeId node) => own.ContainsKey(node) || claimedUnlocked.ContainsKey(node) || contested.ContainsKey(node);

    public void Dispose()
    {
        foreach (var node in own.Keys)
        {
            Leave(node);
        }
    }

    private sealed record NodeLife(NodeLockFile File, long FormerTokens);
}

/// <param name="formerTokens">By own node: leases up to this token were given to a process that had its name and is gone.</param>
/// <param name="files">By node, locked.</param>
internal sealed class GoneNodes(IReadOnlyDictionary<string, long> formerTokens, IReadOnlyDictionary<string, NodeLockFile> files) : IDisposable
{
    public bool IsGone(StoredRun run) => run.Node is { } node && (
        (files.TryGetValue(node, out var file) && !file.WasLeft)
        || (formerTokens.TryGetValue(node, out var last) && run.Facts.Token!.Value.Value <= last));

    public void Dispose()
    {
        foreach (var file in files.Values)
        {
            file.Dispose();
        }
    }
}
