using System.IO.Compression;
using System.Text;

namespace RoutineScheduler.Executors.Tests.Servers;

/// <summary>The ways in which a server answers, well or badly.</summary>
internal static class Replies
{
    private const int MoreThanBuffersHold = 20 << 20;

    public static Reply File(string text, string contentType = "text/csv", string headers = "") =>
        File(Encoding.Latin1.GetBytes(text), contentType, headers);

    public static Reply File(byte[] body, string contentType = "application/octet-stream", string headers = "") => async (_, to, stop) =>
    {
        await to.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{headers}\r\n", stop);
        await to.WriteAsync(body, stop);
    };

    public static Reply Json(string json) => File(json, "application/json; charset=utf-8");

    public static Reply Status(int status, string headers = "", string body = "") => (_, to, stop) =>
        to.WriteAsync($"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}", stop).AsTask();

    public static Reply Redirect(string to, int status = 302) => Status(status, $"Location: {to}\r\n");

    /// <summary>Announces all of the body, sends <paramref name="sent"/> bytes, and closes.</summary>
    public static Reply Cut(byte[] body, int sent) => async (_, to, stop) =>
    {
        await to.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n", stop);
        await to.WriteAsync(body.AsMemory(0, sent), stop);
    };

    /// <summary>The same with a reset of the connection.</summary>
    public static Reply Reset(byte[] body, int sent) => async (request, to, stop) =>
    {
        await Cut(body, sent)(request, to, stop);
        to.BreakOff();
    };

    /// <summary>One chunk, and no last one unless <paramref name="isWhole"/>.</summary>
    public static Reply Chunked(byte[] body, bool isWhole, string headers = "") => async (_, to, stop) =>
    {
        await to.WriteAsync($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n{headers}\r\n{body.Length:x}\r\n", stop);
        await to.WriteAsync(body, stop);
        await to.WriteAsync(isWhole ? "\r\n0\r\n\r\n" : "\r\n", stop);
    };

    /// <summary>The end of the connection is the end of the body, or of its part that came.</summary>
    public static Reply WithoutLength(byte[] body) => async (_, to, stop) =>
    {
        await to.WriteAsync("HTTP/1.0 200 OK\r\n\r\n", stop);
        await to.WriteAsync(body, stop);
    };

    public static Reply Gzip(byte[] compressed, string encoding = "gzip") =>
        File(compressed, "text/csv", $"Content-Encoding: {encoding}\r\n");

    public static byte[] Compressed(byte[] content)
    {
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return whole.ToArray();
    }

    /// <summary>Takes the question and never says a word.</summary>
    public static Reply Silence(TaskCompletionSource? asked = null) => (_, _, stop) =>
    {
        asked?.TrySetResult();
        return Task.Delay(Timeout.Infinite, stop);
    };

    /// <summary>Begins well and then falls silent.</summary>
    public static Reply SilenceAfter(byte[] begin, int announced) => async (_, to, stop) =>
    {
        await to.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {announced}\r\n\r\n", stop);
        await to.WriteAsync(begin, stop);
        await Task.Delay(Timeout.Infinite, stop);
    };

    /// <summary>Chunks without end.</summary>
    /// <param name="isReading">Set once so much was taken that the client must have read: more than both ends' buffers hold.</param>
    public static Reply Endless(TaskCompletionSource? isReading = null) => async (_, to, stop) =>
    {
        var line = string.Concat(Enumerable.Repeat("2026-10-02;PETR4;1,00\n", 200));
        await to.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", stop);
        for (var sent = 0; !stop.IsCancellationRequested; sent++)
        {
            await to.WriteAsync($"{line.Length:x}\r\n{line}\r\n", stop);
            if (sent == MoreThanBuffersHold / line.Length)
            {
                isReading?.TrySetResult();
            }
        }
    };

    /// <summary>Headers without end.</summary>
    public static Reply EndlessHeaders() => async (_, to, stop) =>
    {
        await to.WriteAsync("HTTP/1.1 200 OK\r\n", stop);
        while (!stop.IsCancellationRequested)
        {
            await to.WriteAsync("X-More: and more and more and more\r\n", stop);
        }
    };

    public static Reply Raw(string text) => (_, to, stop) => to.WriteAsync(text, stop).AsTask();
}
