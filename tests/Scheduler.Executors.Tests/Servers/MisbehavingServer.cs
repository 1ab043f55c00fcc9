using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace RoutineScheduler.Executors.Tests.Servers;

/// <summary>One request as it came: its target with query, and its headers (of several with one name the last).</summary>
internal sealed record Request(string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Target.Split('?')[0];
}

/// <summary>Writes whatever it likes. The connection ends when it returns.</summary>
internal delegate Task Reply(Request request, Connection connection, CancellationToken stop);

/// <summary>A loopback HTTP server made of a bare socket, so that it can lie about lengths, fall silent and break off.</summary>
internal sealed class MisbehavingServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, Queue<Reply>> replies = [];
    private readonly ConcurrentQueue<Request> requests = [];
    private readonly List<Task> connections = [];
    private readonly Task accepting;

    public MisbehavingServer()
    {
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public IReadOnlyList<Request> Requests => [.. requests];

    public string Url(string target, string host = "127.0.0.1") => $"http://{host}:{Port}{target}";

    /// <summary>Null: the server speaks plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The replies of a path, one after the other; the last one stays.</summary>
    public MisbehavingServer On(string path, params Reply[] inTurn)
    {
        replies[path] = new Queue<Reply>(inTurn);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        Task[] open;
        lock (connections)
        {
            open = [.. connections];
        }

        await Task.WhenAll(open);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                lock (connections)
                {
                    connections.Add(ServeAsync(socket));
                }
            }
            catch (Exception trouble) when (trouble is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;   // stopped
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var connection = new Connection(socket);
        try
        {
            if (Certificate is not null)
            {
                await connection.EncryptAsync(Certificate, stop.Token);
            }

            if (await connection.ReadRequestAsync(stop.Token) is { } request)
            {
                requests.Enqueue(request);
                await Next(request.Path)(request, connection, stop.Token);
            }
        }
        catch (Exception trouble) when (trouble is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
            // The client left, or the test is over.
        }
    }

    private Reply Next(string path)
    {
        if (!replies.TryGetValue(path, out var queue))
        {
            return Replies.Status(404);
        }

        lock (queue)
        {
            return queue.Count > 1 ? queue.Dequeue() : queue.Peek();
        }
    }
}

/// <summary>The server's end of one connection.</summary>
internal sealed class Connection(Socket socket) : IAsyncDisposable
{
    private Stream stream = new NetworkStream(socket, ownsSocket: true);

    public ValueTask WriteAsync(string text, CancellationToken cancel) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancel);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => stream.WriteAsync(bytes, cancel);

    public async Task EncryptAsync(X509Certificate2 certificate, CancellationToken cancel)
    {
        var encrypted = new SslStream(stream);
        stream = encrypted;
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancel);
    }

    /// <summary>Ends with a reset instead of a goodbye.</summary>
    public void BreakOff() => socket.LingerState = new LingerOption(true, 0);

    /// <summary>Null where the client left before it had asked.</summary>
    public async Task<Request?> ReadRequestAsync(CancellationToken cancel)
    {
        var text = new StringBuilder();
        var octet = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(octet, cancel) == 0)
            {
                return null;
            }

            text.Append((char)octet[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        }

        return new Request(lines[0].Split(' ')[1], headers);
    }

    public async ValueTask DisposeAsync() => await stream.DisposeAsync();
}
