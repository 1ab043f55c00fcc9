using System.Security.Cryptography;
using System.Text;
using RoutineScheduler.Executors.Tests.Servers;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

public sealed class WholeFileTests : IAsyncLifetime
{
    private const string Text = "Status do Arquivo: Final\nRptDt;TckrSymb\n2026-10-02;PETR4";

    private readonly ADownload download = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => download.DisposeAsync();

    [Fact]
    public async Task A_file_is_kept_with_its_size_check_sum_and_rows()
    {
        download.Server.On("/prices.csv", Replies.File(Text));

        var outcome = Assert.IsType<AttemptOutcome.Success>(await download.GetAsync());

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(Text)));
        var file = ADownload.Result(outcome);
        Assert.Equal(download.At("prices.csv"), file.Path);
        Assert.Equal((3, Text.Length, sha256, false), (file.Rows, file.Size, file.Sha256, file.Unchanged));
        Assert.Equal([new Artifact("prices.csv", file.Path, Text.Length, sha256, Rows: 3)], outcome.Artifacts);
        Assert.Equal(Text, await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken));
        Assert.Equal(["prices.csv"], download.Files);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("a\n", 1)]
    [InlineData("a\r\nb", 2)]
    [InlineData("\n\n", 2)]
    public async Task Rows_are_lines_whether_or_not_the_last_one_ends(string text, long rows)
    {
        download.Server.On("/prices.csv", Replies.File(text));

        var file = await download.GotAsync(download.Prices() with { Expect = new() { MinimumBytes = 0 } });

        Assert.Equal(rows, file.Rows);
    }

    [Fact]
    public async Task What_is_no_text_has_no_rows()
    {
        download.Server.On("/prices.csv", Replies.File([1, 0, 10, 10]));

        Assert.Null((await download.GotAsync()).Rows);
    }

    [Fact]
    public async Task The_same_file_again_is_left_untouched()
    {
        download.Server.On("/prices.csv", Replies.File(Text));
        await download.GotAsync();
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(download.At("prices.csv"), longAgo);

        Assert.True((await download.GotAsync()).Unchanged);

        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(download.At("prices.csv")));
        Assert.Contains(download.Log, line => line.Contains("left untouched"));
    }

    [Fact]
    public async Task A_republished_file_takes_the_place_of_the_old_one()
    {
        download.Server.On("/prices.csv", Replies.File(Text), Replies.File("corrected"));
        await download.GotAsync();

        Assert.False((await download.GotAsync()).Unchanged);

        Assert.Equal("corrected", await File.ReadAllTextAsync(download.At("prices.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_failure_leaves_the_earlier_file_as_it_was()
    {
        download.Server.On("/kept.csv", Replies.File(Text), Replies.Cut(new byte[1000], sent: 10));
        await download.GotAsync(download.Prices("/kept.csv", "kept.csv"));

        await download.TransientAsync(download.Prices("/kept.csv", "kept.csv"));

        Assert.Equal(Text, await File.ReadAllTextAsync(download.At("kept.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Chunks_that_end_are_whole()
    {
        download.Server.On("/prices.csv", Replies.Chunked(Encoding.Latin1.GetBytes(Text), isWhole: true));

        Assert.Equal(Text.Length, (await download.GotAsync()).Size);
    }

    [Fact]
    public async Task Gzip_is_undone()
    {
        download.Server.On("/prices.csv", Replies.Gzip(Replies.Compressed(Encoding.Latin1.GetBytes(Text))));

        Assert.Equal((Text.Length, 3), ((await download.GotAsync()).Size, (await download.GotAsync()).Rows));
        Assert.Equal("gzip", download.Server.Requests[0].Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task What_a_dead_attempt_left_is_cleared_away_and_what_others_have_there_is_not()
    {
        download.Server.On("/prices.csv", Replies.File(Text));
        await File.WriteAllTextAsync(download.At(".prices.csv.6.part"), "half", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(download.At(".prices.csv.5.unzip.part", "half"));
        await File.WriteAllTextAsync(download.At(".prices.csv.4.part"), "a living one's", TestContext.Current.CancellationToken);
        await using var living = new FileStream(download.At(".prices.csv.4.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await File.WriteAllTextAsync(download.At(".prices.csv.8.part"), "another dead one's", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(download.At(".prices.csv.8.lock"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(download.At(".prices.csv.mine"), "a person's", TestContext.Current.CancellationToken);
        download.Run = new ARunContext { ArtifactFolder = download.Run.ArtifactFolder, Token = new FencingToken(7) };

        await download.GotAsync();

        Assert.Equal([".prices.csv.4.lock", ".prices.csv.4.part", ".prices.csv.mine", "prices.csv"], download.Files);
        Assert.False(Directory.Exists(download.At(".prices.csv.5.unzip.part")));
    }

    [Fact]
    public async Task Two_runs_to_one_target_at_once_do_not_disturb_each_other()
    {
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        download.Server.On("/prices.csv", HalfThenRest(begun, goOn), Replies.File(Text));

        var first = download.GotAsync();
        await begun.Task;
        download.Run = new ARunContext { ArtifactFolder = download.Run.ArtifactFolder, Token = new FencingToken(download.Run.Token.Value + 1) };
        await download.GotAsync();
        goOn.SetResult();

        Assert.Equal(Text.Length, (await first).Size);
        Assert.Equal(["prices.csv"], download.Files);
    }

    [Fact]
    public async Task Nothing_is_said_of_rows_where_there_are_none()
    {
        download.Server.On("/prices.csv", Replies.File([1, 0, 10, 10]), Replies.File(Text));
        await download.GotAsync();
        await download.GotAsync();

        Assert.Contains(download.Log, line => line.StartsWith($"Kept {download.At("prices.csv")}: 4 bytes, SHA-256 "));
        Assert.Contains(download.Log, line => line.StartsWith($"Kept {download.At("prices.csv")}: {Text.Length} bytes, 3 rows, SHA-256 "));
    }

    [Fact]
    public async Task Headers_are_sent_and_never_logged()
    {
        download.Server.On("/prices.csv", Replies.File(Text));

        await download.GotAsync(download.Prices("/prices.csv?date=2026-10-02&token=hidden") with
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer hidden", ["User-Agent"] = "Mozilla/5.0" },
        });

        var request = Assert.Single(download.Server.Requests);
        Assert.Equal(("Bearer hidden", "Mozilla/5.0"), (request.Headers["Authorization"], request.Headers["User-Agent"]));
        Assert.DoesNotContain("Traceparent", request.Headers.Keys);
        Assert.Contains(download.Log, line => line.Contains("?date=2026-10-02&token=***"));
        Assert.DoesNotContain(download.Log.Concat(download.Run.Reports.Select(report => report.Message)), line => line.Contains("hidden"));
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        download.Server.On("/prices.csv", Replies.File(Text, headers: "Set-Cookie: visitor=1; Path=/\r\n"));
        await download.GotAsync();
        await download.GotAsync();

        Assert.DoesNotContain(download.Server.Requests, request => request.Headers.ContainsKey("Cookie"));
    }

    private static Reply HalfThenRest(TaskCompletionSource begun, TaskCompletionSource goOn) => async (_, to, stop) =>
    {
        await to.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Text.Length}\r\n\r\n{Text[..10]}", stop);
        begun.SetResult();
        await goOn.Task;
        await to.WriteAsync(Text[10..], stop);
    };
}
