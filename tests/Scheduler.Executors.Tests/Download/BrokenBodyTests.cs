using System.IO.Compression;
using System.Text;
using RoutineScheduler.Executors.Tests.Servers;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

public sealed class BrokenBodyTests : IAsyncLifetime
{
    private static readonly byte[] Body = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("2026-10-02;PETR4;31,15\n", 1000)));

    private readonly ADownload download = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => download.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(22_999)]
    public async Task A_body_shorter_than_announced_is_a_failure_and_no_file(int sent)
    {
        download.Server.On("/prices.csv", Replies.Cut(Body, sent));

        Assert.Contains($"was cut after {sent} of 23000 bytes", await download.TransientAsync());
    }

    [Fact]
    public async Task A_reset_is_a_failure_and_no_file()
    {
        download.Server.On("/prices.csv", Replies.Reset(Body, 5000));

        Assert.StartsWith(download.Server.Url("/prices.csv"), await download.TransientAsync());
    }

    [Fact]
    public async Task Chunks_without_a_last_one_are_a_failure_and_no_file()
    {
        download.Server.On("/prices.csv", Replies.Chunked(Body, isWhole: false));

        Assert.Contains("was cut after 23000 bytes", await download.TransientAsync());
    }

    [Fact]
    public async Task A_body_whose_end_nobody_marks_is_refused_unless_named()
    {
        download.Server.On("/prices.csv", Replies.WithoutLength(Body));

        Assert.Contains("Expect.UnknownLength", await download.PermanentAsync());

        var file = await download.GotAsync(download.Prices() with { Expect = new() { UnknownLength = true } });
        Assert.Equal(Body.Length, file.Size);
    }

    [Fact]
    public async Task A_zip_marks_its_end_itself()
    {
        var zip = AZip.Of(("prices.csv", "1;2\n"));
        download.Server.On("/prices.zip", Replies.WithoutLength(zip), Replies.WithoutLength(zip[..^30]));
        var file = download.Prices("/prices.zip", "kept.zip") with { Expect = new() { Zip = true } };

        Assert.Equal(zip.Length, (await download.GotAsync(file)).Size);
        Assert.Contains("broken or cut", await download.TransientAsync(file));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(50)]
    public async Task Gzip_that_was_cut_before_it_was_sent_is_a_failure_and_no_file(int missing)
    {
        download.Server.On("/prices.csv", Replies.Gzip(Replies.Compressed(Body)[..^missing]));

        Assert.Contains("sent gzip that is", await download.TransientAsync());
    }

    [Fact]
    public async Task Gzip_with_a_changed_byte_is_a_failure_and_no_file()
    {
        var changed = Replies.Compressed(Body);
        changed[changed.Length / 2] ^= 1;
        download.Server.On("/prices.csv", Replies.Gzip(changed));

        Assert.Contains("sent gzip that is", await download.TransientAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task Gzip_whose_check_sum_or_length_is_another_is_a_failure(int fromEnd)
    {
        var changed = Replies.Compressed(Body);
        changed[^fromEnd] ^= 1;
        download.Server.On("/prices.csv", Replies.Gzip(changed));

        Assert.Contains("sent gzip that is", await download.TransientAsync());
    }

    [Fact]
    public async Task Gzip_of_several_members_is_one_file_and_whole_or_nothing()
    {
        byte[] stored = [.. GzipOfStored(Body[..20_000])];
        byte[][] members = [Replies.Compressed(Body[..5]), stored, Replies.Compressed([]), Replies.Compressed(Body[20_000..])];
        byte[] whole = [.. members.SelectMany(member => member)];
        download.Server.On("/kept.csv", Replies.Gzip(whole));

        Assert.Equal(5 + 20_000 + 3_000, (await download.GotAsync(download.Prices("/kept.csv", "kept.csv"))).Size);

        foreach (var cut in new[] { 1, members[3].Length - 1, members[3].Length + 5, whole.Length - members[0].Length - 1_000, whole.Length })
        {
            download.Server.On("/prices.csv", Replies.Gzip(whole[..^cut]));
            Assert.Contains("sent gzip that is", await download.TransientAsync());
        }
    }

    [Fact]
    public async Task Gzip_that_something_else_follows_is_a_failure()
    {
        download.Server.On("/prices.csv", Replies.Gzip([.. Replies.Compressed(Body), .. "junk"u8]));

        Assert.Contains("sent gzip that is", await download.TransientAsync());
    }

    [Theory]
    [InlineData("GZIP")]
    [InlineData("X-GZip")]
    public async Task An_encoding_is_called_in_any_case(string encoding)
    {
        download.Server.On("/prices.csv", Replies.Gzip(Replies.Compressed(Body), encoding));

        Assert.Equal(Body.Length, (await download.GotAsync()).Size);
    }

    [Fact]
    public async Task Two_lengths_are_a_failure_and_one_said_twice_is_not()
    {
        var text = Encoding.Latin1.GetString(Body);
        download.Server.On("/prices.csv", Replies.File(text, headers: "Content-Length: 10\r\n"));

        Assert.Contains("gives two lengths, 23000 and 10", await download.TransientAsync());

        download.Server.On("/prices.csv", Replies.File(text, headers: "Content-Length: 23000\r\n"));
        Assert.Equal(Body.Length, (await download.GotAsync()).Size);
    }

    [Fact]
    public async Task Gzip_that_is_none_is_a_failure()
    {
        download.Server.On("/prices.csv", Replies.Gzip(Body));

        Assert.Contains("sent gzip that is not what it claims to be", await download.TransientAsync());
    }

    [Fact]
    public async Task An_encoding_that_was_not_asked_for_is_refused_by_name()
    {
        download.Server.On("/prices.csv", Replies.Gzip(Body, "br"));

        Assert.Contains("content encoding 'br'; gzip or none was asked for", await download.PermanentAsync());
    }

    [Fact]
    public async Task A_body_that_announces_too_much_is_not_read()
    {
        download.Server.On("/prices.csv", Replies.File(Body));

        Assert.Contains(
            "may bring 22999 bytes and announces 23000 bytes", await download.PermanentAsync(download.Prices() with { MaxBytes = 22_999 }));
        Assert.Equal(23_000, (await download.GotAsync(download.Prices() with { MaxBytes = 23_000 })).Size);
    }

    [Fact]
    public async Task A_body_without_end_ends_at_the_limit()
    {
        download.Server.On("/prices.csv", Replies.Endless());

        Assert.Contains(
            "may bring 100000 bytes and does not end there", await download.PermanentAsync(download.Prices() with { MaxBytes = 100_000 }));
    }

    [Fact]
    public async Task No_routine_exceeds_the_hosts_limit()
    {
        download.Options.MaxBytes = 100_000;
        download.Server.On("/prices.csv", Replies.Endless());

        Assert.Contains("may bring 100000 bytes", await download.PermanentAsync(download.Prices() with { MaxBytes = long.MaxValue }));
    }

    [Fact]
    public async Task The_limit_holds_for_what_gzip_becomes()
    {
        var bomb = Replies.Compressed(new byte[10_000_000]);
        download.Server.On("/prices.csv", Replies.Gzip(bomb));

        Assert.True(bomb.Length < 100_000);
        Assert.Contains("may bring 100000 bytes", await download.PermanentAsync(download.Prices() with { MaxBytes = 100_000 }));
    }

    [Fact]
    public async Task Headers_without_end_are_a_failure()
    {
        download.Server.On("/prices.csv", Replies.EndlessHeaders());

        Assert.Contains("headers do not end", await download.TransientAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("220 ftp.example ready\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    public async Task What_is_no_answer_is_a_failure(string said)
    {
        download.Server.On("/prices.csv", Replies.Raw(said));

        Assert.StartsWith(download.Server.Url("/prices.csv") + ": ", await download.TransientAsync());
    }

    [Fact]
    public async Task A_name_is_as_long_as_the_file_system_takes_and_no_longer()
    {
        download.Server.On("/prices.csv", Replies.File(Body));
        var longest = new string('x', 251) + ".csv";

        await download.GotAsync(download.Prices(to: longest));
        await download.GotAsync(download.Prices(to: string.Concat(Enumerable.Repeat("é", 125)) + ".csv"));

        Assert.Contains(longest, download.Files);
        Assert.Contains(
            "longer than the 255 bytes",
            Assert.IsType<AttemptOutcome.PermanentFailure>(await download.GetAsync(download.Prices(to: "x" + longest))).Message);
    }

    [Fact]
    public async Task A_disk_that_cannot_be_written_is_a_failure_that_names_the_place()
    {
        download.Server.On("/prices.csv", Replies.File(Body));
        await File.WriteAllTextAsync(download.At("kept"), "", TestContext.Current.CancellationToken);

        Assert.Contains(download.At("kept"), await download.TransientAsync(download.Prices(to: "kept/prices.csv")));
    }

    /// <summary>One member whose content stands in it as it is, so that a cut one goes on like what follows it.</summary>
    private static byte[] GzipOfStored(byte[] content)
    {
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return whole.ToArray();
    }
}
