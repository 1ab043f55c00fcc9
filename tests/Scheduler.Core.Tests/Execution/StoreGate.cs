using System.Data.Common;
using System.Reflection;
using System.Runtime.ExceptionServices;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>What a driver throws while its database is away.</summary>
internal sealed class StoreIsAway() : DbException("the database does not answer");

/// <summary>A store that can be taken away, call by call. What passes is the real one's.</summary>
internal sealed class GatedStorage(IStorage inner) : IStorage
{
    private readonly Lock gate = new();
    private readonly List<(string Call, object?[] Arguments)> calls = [];

    /// <summary>By the name of the port's method; null lets it pass. May wait for a signal of the test's.</summary>
    public Func<string, object?[], Exception?> Refuse { get; set; } = (_, _) => null;

    public IReadOnlyList<(string Call, object?[] Arguments)> Calls
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    public string Description => inner.Description;

    public IRoutineStore Routines => Gated(inner.Routines);

    public ILoadLedger Loads => Gated(inner.Loads);

    public IRunQueue Queue => Gated(inner.Queue);

    public IRunActions Actions => Gated(inner.Actions);

    public IRunQueries Queries => Gated(inner.Queries);

    public IJournal Journal => Gated(inner.Journal);

    public INodeRegistry Nodes => Gated(inner.Nodes);

    public IStoreSignal Signal => inner.Signal;

    public Task OpenAsync(CancellationToken cancel) => inner.OpenAsync(cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public int CallsOf(string method) => Calls.Count(call => call.Call == method);

    public void TakeAway() => Refuse = (_, _) => new StoreIsAway();

    public void BringBack() => Refuse = (_, _) => null;

    private T Gated<T>(T port)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Gate>();
        ((Gate)(object)proxy).Set(port, this);
        return proxy;
    }

    private Exception? Pass(string call, object?[] arguments)
    {
        lock (gate)
        {
            calls.Add((call, arguments));
        }

        return Refuse(call, arguments);
    }

    internal class Gate : DispatchProxy
    {
        private object? port;
        private GatedStorage? storage;

        public void Set(object inner, GatedStorage owner) => (port, storage) = (inner, owner);

        protected override object? Invoke(MethodInfo? method, object?[]? arguments)
        {
            if (storage!.Pass(method!.Name, arguments ?? []) is { } refusal)
            {
                throw refusal;
            }

            try
            {
                return method.Invoke(port, arguments);
            }
            catch (TargetInvocationException thrown)
            {
                ExceptionDispatchInfo.Throw(thrown.InnerException!);
                throw;
            }
        }
    }
}
