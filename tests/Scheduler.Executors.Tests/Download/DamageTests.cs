using System.Text;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Tests.Servers;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

/// <summary>Laws over every place where a file can be damaged, and over names that nobody thought of.</summary>
public sealed class DamageTests
{
    private static readonly byte[] Zip = AZip.Of(("a.csv", "31,15;31,20\n2026-10-02;PETR4;31,15\n"), ("b/c.csv", "1;2;3\n"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_beginning_of_a_zip_passes_for_a_zip()
    {
        using var folder = new AFolder();
        for (var length = 0; length < Zip.Length; length++)
        {
            Assert.IsType<AttemptOutcome.TransientFailure>(await EndOfAsync(folder, Zip[..length]));
        }
    }

    [Fact]
    public async Task A_changed_bit_of_a_zip_is_a_failure_or_changes_no_content()
    {
        using var folder = new AFolder();
        var whole = await ContentAsync(folder, Zip);
        for (var bit = 0; bit < Zip.Length * 8; bit++)
        {
            var changed = (byte[])Zip.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var content = await ContentAsync(folder, changed);
            Assert.True(content is null || whole!.SequenceEqual(content), $"bit {bit}");
        }
    }

    [Fact]
    public async Task No_beginning_of_gzip_passes_for_a_file()
    {
        var whole = Replies.Compressed(Encoding.Latin1.GetBytes("31,15;31,20\n2026-10-02;PETR4;31,15\n"));
        await using var download = new ADownload();
        for (var length = 0; length < whole.Length; length++)
        {
            download.Server.On("/prices.csv", Replies.Gzip(whole[..length]));

            await download.TransientAsync();
        }
    }

    [Fact]
    public void A_name_that_is_accepted_stays_in_its_folder()
    {
        const string Letters = "aA./\\: \0..//";
        var random = new Random(20261002);
        var folder = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "unzipped"));
        var accepted = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)]));
            if (EntryPath.Problem(name) is null)
            {
                accepted++;
                Assert.True(TargetPath.IsBelow(folder, Path.GetFullPath(EntryPath.Normal(name), folder)), name);
            }
        }

        Assert.InRange(accepted, 100, 99_999);
    }

    private static async Task<AttemptOutcome?> EndOfAsync(AFolder folder, byte[] zip)
    {
        var path = folder.At("fund.zip");
        await File.WriteAllBytesAsync(path, zip, Cancel);
        var trouble = await Record.ExceptionAsync(() =>
            new Unzipping(path, new Unzip(), "https://a.example/fund.zip").ReadAsync(folder: null, Cancel));
        return trouble is null ? null : Assert.IsType<DownloadEndsException>(trouble).Outcome;
    }

    /// <summary>Check sums by size, in order; null where it fails as it should.</summary>
    private static async Task<List<string>?> ContentAsync(AFolder folder, byte[] zip)
    {
        if (await EndOfAsync(folder, zip) is not null)
        {
            return null;
        }

        var entries = await new Unzipping(folder.At("fund.zip"), new Unzip(), "https://a.example/fund.zip").ReadAsync(folder: null, Cancel);
        return [.. entries.Select(entry => entry.Facts.Sha256)];
    }
}
