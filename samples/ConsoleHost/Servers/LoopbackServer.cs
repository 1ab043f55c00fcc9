using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConsoleHost.Servers;

/// <summary>
/// HTTP on a free port of this machine's loopback, one question per connection, on bare sockets: only so can it cut a body short as the real
/// servers do.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int Pieces = 20;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Uri, Reply?>[] sites;
    private readonly Task listening;

    private LoopbackServer(Func<Uri, Reply?>[] sites)
    {
        this.sites = sites;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listening = ListenAsync();
    }

    public Uri Address { get; }

    /// <param name="sites">Each answers what is its own and null to the rest.</param>
    public static LoopbackServer Start(params Func<Uri, Reply?>[] sites) => new(sites);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await listening;
        listener.Dispose();
        stop.Dispose();
    }

    private async Task ListenAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                open.RemoveAll(answer => answer.IsCompleted);
                open.Add(AnswerAsync(client));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                if (await ReadPathAsync(stream) is { } path)
                {
                    var url = new Uri(Address, path);
                    await WriteAsync(stream, sites.Select(site => site(url)).FirstOrDefault(reply => reply is not null) ?? Reply.NotFound());
                }
            }
            catch (Exception gone) when (gone is IOException or SocketException || stop.IsCancellationRequested)
            {
                // The one who asked has left, or we do: there is nobody to answer.
            }
        }
    }

    private async Task<string?> ReadPathAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        var question = await reader.ReadLineAsync(stop.Token);
        while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 })
        {
            // Headers say nothing that these sites would ask.
        }

        return question?.Split(' ') is ["GET", var path, _] ? path : null;
    }

    private async Task WriteAsync(Stream stream, Reply reply)
    {
        var head = $"HTTP/1.1 {reply.Status}\r\nContent-Type: {reply.ContentType}\r\nContent-Length: {reply.Body.Length}\r\nConnection: close\r\n"
            + (reply.FileName is { } name ? $"Content-Disposition: attachment; filename={name}\r\n" : "") + "\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head), stop.Token);
        var body = reply.Body.AsMemory(0, reply.CutAfter ?? reply.Body.Length);
        var pieces = reply.SpreadOver > TimeSpan.Zero ? Pieces : 1;
        for (var piece = 0; piece < pieces; piece++)
        {
            await Task.Delay(reply.SpreadOver / pieces, stop.Token);
            await stream.WriteAsync(body[(body.Length * piece / pieces)..(body.Length * (piece + 1) / pieces)], stop.Token);
        }
    }
}
