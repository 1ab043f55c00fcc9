using System.Globalization;
using System.Text;
using RoutineScheduler.Executors.Download;
using RoutineScheduler.Executors.Tests.Servers;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Executors.Tests.Download;

public sealed class ZipTests : IAsyncLifetime
{
    private readonly ADownload download = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => download.DisposeAsync();

    [Fact]
    public async Task A_zip_is_unzipped_beside_itself_and_its_files_are_artifacts()
    {
        Serve(AZip.Of(("inf_diario_fi_202610.csv", "TP_FUNDO;CNPJ\nFI;1\n"), ("leia/leia-me.txt", "ok"), ("vazio/", "")));

        var outcome = Assert.IsType<AttemptOutcome.Success>(await download.GetAsync(Fund()));

        var file = ADownload.Result(outcome);
        Assert.Equal((3L, false), (file.Rows, file.Unchanged));
        Assert.Equal((download.At("fund"), 2), (file.Unzipped!.Folder, file.Unzipped.Count));
        Assert.Equal(["inf_diario_fi_202610.csv", "leia/leia-me.txt"], file.Unzipped.Files);
        Assert.Equal(
            [("fund.zip", null), ("fund/inf_diario_fi_202610.csv", 2), ("fund/leia/leia-me.txt", 1L)],
            outcome.Artifacts.Select(artifact => (artifact.Name, artifact.Rows)));
        Assert.Equal(["fund.zip", "fund/inf_diario_fi_202610.csv", "fund/leia/leia-me.txt"], download.Files);
        Assert.All(outcome.Artifacts, artifact => Assert.Equal(artifact.Size, new FileInfo(artifact.Path).Length));
    }

    [Fact]
    public async Task The_same_zip_again_changes_nothing_and_mends_what_is_missing()
    {
        Serve(AZip.Of(("a.csv", "1\n"), ("b.csv", "2\n")));
        await download.GotAsync(Fund());
        Assert.True((await download.GotAsync(Fund())).Unchanged);

        File.Delete(download.At("fund", "b.csv"));

        Assert.False((await download.GotAsync(Fund())).Unchanged);
        Assert.Equal(["fund.zip", "fund/a.csv", "fund/b.csv"], download.Files);
    }

    [Fact]
    public async Task The_folder_can_be_named()
    {
        Serve(AZip.Of(("a.csv", "1\n")));

        await download.GotAsync(Fund(new() { Into = "." }) with { To = "cvm/fund.zip" });
        await download.GotAsync(Fund(new() { Into = "other/place" }));
        await download.GotAsync(Fund(new() { Into = download.At("whole") }));

        Assert.Equal(["cvm/a.csv", "cvm/fund.zip", "fund.zip", "other/place/a.csv", "whole/a.csv"], download.Files);
    }

    [Theory]
    [InlineData("../a.csv", "climbs through '.' or '..'")]
    [InlineData("x/../../a.csv", "climbs through '.' or '..'")]
    [InlineData("x\\..\\..\\a.csv", "climbs through '.' or '..'")]
    [InlineData("..", "climbs through '.' or '..'")]
    [InlineData("/etc/a.csv", "is an absolute path")]
    [InlineData("\\\\server\\share\\a.csv", "is an absolute path")]
    [InlineData("C:\\a.csv", "has a drive or stream in its name (':')")]
    [InlineData("C:a.csv", "has a drive or stream in its name (':')")]
    [InlineData("a.csv:hidden", "has a drive or stream in its name (':')")]
    [InlineData("a//b.csv", "has an empty folder name")]
    [InlineData("./a.csv", "climbs through '.' or '..'")]
    [InlineData("a.csv. ", "has a name that ends in '.' or a blank")]
    [InlineData("nul.csv", "has the name of a device")]
    [InlineData("x/COM1", "has the name of a device")]
    [InlineData("COM¹.txt", "has the name of a device")]
    [InlineData("lpt³", "has the name of a device")]
    [InlineData("CONIN$", "has the name of a device")]
    [InlineData("conout$.csv", "has the name of a device")]
    [InlineData("a\nb.csv", "has a control character in its name")]
    public async Task A_name_that_leaves_the_folder_on_any_system_is_refused(string name, string why)
    {
        Serve(AZip.Of(("good.csv", "1\n"), (name, "2\n")));

        Assert.Contains(why, await download.PermanentAsync(Fund()));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(download.At())!, "a.csv")));
    }

    [Fact]
    public async Task A_symbolic_link_is_refused()
    {
        Serve(new AZip().Add("link", "/etc", mode: 0xA1FF).Add("link/passwd", "x").Bytes());

        var message = await download.PermanentAsync(Fund());

        Assert.Contains("'link' is a symbolic link", message);
    }

    [Theory]
    [InlineData("a.csv", "a.csv", "'a.csv' is there twice")]
    [InlineData("a.csv", "A.CSV", "'A.CSV' is there twice")]
    [InlineData("x\\a.csv", "x/a.csv", "'x/a.csv' is there twice")]
    [InlineData("a", "a/b.csv", "'a' is both a file and a folder")]
    [InlineData("a/b.csv", "A", "'a' is both a file and a folder")]
    [InlineData("a", "a/", "'a' is both a file and a folder")]
    public async Task Names_that_collide_are_refused(string one, string other, string why)
    {
        Serve(AZip.Of((one, "1"), (other, "")));

        Assert.Contains(why, await download.PermanentAsync(Fund()));
    }

    [Fact]
    public async Task All_bad_names_are_named_up_to_a_point()
    {
        Serve(AZip.Of([.. Enumerable.Range(0, 20).Select(i => ($"../{i}", "x"))]));

        Assert.Contains("'../0' climbs through '.' or '..'; '../1' climbs through '.' or '..';", await download.PermanentAsync(Fund()));
        Assert.Contains("and 15 more", await download.PermanentAsync(Fund()));
    }

    [Fact]
    public async Task A_zip_that_would_overwrite_itself_is_refused()
    {
        Serve(AZip.Of(("fund.zip", "1")));

        Assert.Contains("would overwrite the zip itself", await download.PermanentAsync(Fund(new() { Into = "." })));
    }

    [Theory]
    [InlineData(".", ".fund.zip.{0}.part")]
    [InlineData(".", ".FUND.zip.{0}.PART")]
    [InlineData(".", ".fund.zip.{0}.part/x.csv")]
    [InlineData(".", ".fund.zip.{0}.unzip.part/x.csv")]
    [InlineData(".", ".fund.zip.{0}.lock")]
    [InlineData(".", ".fund.zip.987654321.part")]   // a later attempt would delete it
    [InlineData(".fund.zip.{0}.unzip.part/deep", "x.csv")]
    public async Task A_zip_that_would_write_where_downloads_write_theirs_is_refused(string into, string name)
    {
        var token = download.Run.Token.Value;
        name = string.Format(CultureInfo.InvariantCulture, name, token);
        Serve(AZip.Of(("a.csv", "1"), (name, "2")));

        var message = await download.PermanentAsync(Fund(new() { Into = string.Format(CultureInfo.InvariantCulture, into, token) }));

        Assert.Contains("which would lie among the files that downloads write beside ", message);
        Assert.Contains(into == "." ? $"The zip holds '{name}'," : "The zip holds 'a.csv',", message);
    }

    [Theory]
    [InlineData(".fund.zip.part")]
    [InlineData(".fund.zip.1.parts")]
    [InlineData(".fund.zip.x.lock")]
    [InlineData("below/.fund.zip.1.part")]
    public async Task A_name_that_only_looks_like_those_that_downloads_write_is_none_of_theirs(string name)
    {
        Serve(AZip.Of((name, "2")));

        await download.GotAsync(Fund(new() { Into = "." }));

        Assert.Equal(new[] { name, "fund.zip" }.Order(StringComparer.Ordinal), download.Files);
    }

    [Fact]
    public async Task A_zip_is_unzipped_onto_another_file_system()
    {
        using var near = new AFolder();
        using var far = AFolder.OnAnotherFileSystemThan(near);
        File.WriteAllText(far.At("a.csv"), "old");
        Serve(AZip.Of(("a.csv", "1"), ("b/c.csv", "2")));

        await download.GotAsync(Fund(new() { Into = far.Path }));

        Assert.Equal(["a.csv", "b/c.csv"], far.Files);
        Assert.Equal(("1", "2"), (File.ReadAllText(far.At("a.csv")), File.ReadAllText(far.At("b", "c.csv"))));
        Assert.Equal(["fund.zip"], download.Files);
    }

    [Fact]
    public async Task A_folder_that_leaves_the_targets_is_refused()
    {
        Serve(AZip.Of(("a.csv", "1")));

        Assert.Contains("leaves the target's folder", await download.PermanentAsync(Fund(new() { Into = "../out" })));
    }

    [Fact]
    public async Task A_bomb_is_refused_by_its_ratio()
    {
        Serve(new AZip().Add("a.csv", new byte[20 << 20]).Bytes());

        Assert.Contains("'a.csv' grows to more than 200 times its size (MaxRatio)", await download.PermanentAsync(Fund()));
    }

    [Fact]
    public async Task A_bomb_of_many_small_entries_is_refused_by_their_ratio()
    {
        var zip = new AZip();
        for (var i = 0; i < 8; i++)
        {
            zip.Add($"{i}.csv", new byte[1 << 20]);
        }

        Serve(zip.Bytes());

        Assert.Contains("its entries together grow to more than 200 times its size (MaxRatio)", await download.PermanentAsync(Fund()));
    }

    [Fact]
    public async Task A_link_in_the_folder_leads_no_file_out_of_it()
    {
        Directory.CreateDirectory(download.At("fund"));
        Directory.CreateDirectory(download.At("outside"));
        Directory.CreateSymbolicLink(download.At("fund", "x"), download.At("outside"));
        Serve(AZip.Of(("a.csv", "1\n"), ("x/y/b.csv", "2\n")));

        Assert.Contains("The zip holds files below 'x', and ", await download.PermanentAsync(Fund()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(download.At("outside")));
    }

    [Fact]
    public async Task A_bomb_that_claims_to_be_small_is_refused_all_the_same()
    {
        Serve(new AZip().Add("a.csv", new byte[20 << 20], size: 10).Bytes());

        Assert.Contains("broken or cut", await download.TransientAsync(Fund()));
    }

    [Fact]
    public async Task All_entries_together_are_limited_by_what_they_hold_and_not_by_what_they_claim()
    {
        Serve(AZip.Of(("a.csv", new string('1', 600)), ("b.csv", new string('2', 600))));

        Assert.Contains("its entries hold more than 1199 bytes (MaxBytes)", await download.PermanentAsync(Fund(new() { MaxBytes = 1199 })));
        await download.GotAsync(Fund(new() { MaxBytes = 1200 }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData((ushort)1)]
    public async Task The_number_of_entries_is_counted_and_not_believed(ushort? claimed)
    {
        var zip = new AZip();
        for (var i = 0; i < 11; i++)
        {
            zip.Add($"{i}.csv", "1");
        }

        Serve(zip.Bytes(claimed));

        Assert.Contains("more than 10 entries (MaxEntries)", await download.PermanentAsync(Fund(new() { MaxEntries = 10 })));
    }

    [Fact]
    public async Task The_directory_that_is_counted_is_the_one_that_is_read()
    {
        var zip = new AZip();
        for (var i = 0; i < 11; i++)
        {
            zip.Add($"{i}.csv", "1");
        }

        Serve(zip.BytesWithTwoDirectories());

        Assert.Contains("more than 10 entries (MaxEntries)", await download.PermanentAsync(Fund(new() { MaxEntries = 10 })));
        Assert.Equal(11, (await download.GotAsync(Fund(new() { MaxEntries = 11 }))).Unzipped!.Count);
    }

    [Fact]
    public void Names_that_are_refused_already_are_not_compared_folder_by_folder()
    {
        var deep = string.Concat(Enumerable.Repeat("a/", 32_000));
        ZipEntryFacts[] entries = [.. Enumerable.Range(0, 2_000).Select(i => new ZipEntryFacts($"{deep}{i}", Mode: 0, IsEncrypted: false))];
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var problems = ZipPlan.Problems(entries, TestContext.Current.CancellationToken);

        Assert.Equal((6, "and 1995 more"), (problems.Count, problems[^1]));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}: it took half an hour where every folder was looked up");
    }

    [Fact]
    public void Comparing_names_stops_when_the_attempt_does()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.Throws<OperationCanceledException>(() => ZipPlan.Problems([new ZipEntryFacts("a/b", Mode: 0, IsEncrypted: false)], stopped.Token));
    }

    [Fact]
    public async Task A_folder_that_is_a_link_is_refused_unless_it_is_given_whole()
    {
        using var outside = new AFolder();
        Directory.CreateDirectory(download.At("sub"));
        Directory.CreateSymbolicLink(download.At("x"), outside.Path);
        Directory.CreateSymbolicLink(download.At("sub", "y"), outside.Path);
        Serve(AZip.Of(("a.csv", "1\n")));

        Assert.Contains($"{download.At("x")} is a link", Permanent(await download.GetAsync(Fund(new() { Into = "x" }))));
        Assert.Contains($"{download.At("sub", "y")} is a link", Permanent(await download.GetAsync(Fund(new() { Into = "sub/y/z" }))));
        Assert.Contains($"{download.At("x")} is a link", Permanent(await download.GetAsync(download.Prices("/fund.zip", "x/fund.zip"))));
        Assert.Empty(outside.Files);

        await download.GotAsync(Fund(new() { Into = download.At("x") }));
        Assert.Equal(["a.csv"], outside.Files);
    }

    [Fact]
    public async Task A_zip_with_a_changed_byte_is_broken()
    {
        var zip = new AZip().Add("a.csv", "31,15;31,20\n", method: 0).Bytes();
        zip[Array.IndexOf(zip, (byte)'5')] = (byte)'6';
        Serve(zip);

        Assert.Contains("'a.csv' holds 12 bytes with check sum", await download.TransientAsync(Fund()));
    }

    [Theory]
    [InlineData(13u, null)]
    [InlineData(11u, null)]
    [InlineData(null, 0u)]
    public async Task A_zip_that_lies_about_size_or_check_sum_is_broken(uint? size, uint? checkSum)
    {
        Serve(new AZip().Add("a.csv", "31,15;31,20\n", size: size, checkSum: checkSum).Bytes());

        Assert.Contains("broken or cut", await download.TransientAsync(Fund()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(22)]
    [InlineData(60)]
    [InlineData(200)]
    public async Task A_zip_that_was_cut_is_broken(int missing)
    {
        Serve(AZip.Of(("a.csv", string.Concat(Enumerable.Range(0, 500).Select(i => $"{i * 7919};")))) is var zip ? zip[..^missing] : []);

        Assert.Contains("broken or cut", await download.TransientAsync(Fund()));
        Assert.Contains("broken or cut", await download.TransientAsync(Fund() with { Unzip = null, Expect = new() { Zip = true } }));
    }

    [Fact]
    public async Task Bytes_that_are_no_zip_are_broken()
    {
        Serve(Encoding.Latin1.GetBytes(new string('x', 1000)));

        Assert.Contains("the end of a zip is missing", await download.TransientAsync(Fund()));
    }

    [Fact]
    public async Task A_web_page_instead_of_a_zip_is_not_yet()
    {
        Serve("<html></html>"u8.ToArray());

        await download.NotYetAsync(Fund());
    }

    [Fact]
    public async Task An_encrypted_entry_is_refused_by_name()
    {
        Serve(new AZip().Add("a.csv", "1", flags: 1).Bytes());

        Assert.Contains("'a.csv' is encrypted", await download.PermanentAsync(Fund()));
    }

    [Fact]
    public async Task A_zip_may_be_empty()
    {
        Serve(AZip.Of());

        Assert.Equal((0, null), ((await download.GotAsync(Fund())).Unzipped!.Count, (await download.GotAsync(Fund())).Rows));
    }

    [Fact]
    public async Task A_zip_that_is_only_to_open_stays_as_it_is()
    {
        Serve(AZip.Of(("a.csv", "1\n")));

        var file = await download.GotAsync(Fund() with { Unzip = null, Expect = new() { Zip = true } });

        Assert.Null(file.Unzipped);
        Assert.Equal(["fund.zip"], download.Files);
    }

    [Fact]
    public async Task The_result_of_very_many_files_still_fits_a_result()
    {
        Serve(AZip.Of([.. Enumerable.Range(0, 1000).Select(i => ($"{new string('ç', 100)}{i}.csv", "1\n"))]));

        var outcome = Assert.IsType<AttemptOutcome.Success>(await download.GetAsync(Fund()));

        Assert.True(Encoding.UTF8.GetByteCount(outcome.Result!.Value.GetRawText()) <= 64 << 10);
        Assert.Equal((1000, 1001), (ADownload.Result(outcome).Unzipped!.Count, outcome.Artifacts.Count));
    }

    private static string Permanent(AttemptOutcome outcome) => Assert.IsType<AttemptOutcome.PermanentFailure>(outcome).Message;

    private void Serve(byte[] zip) => download.Server.On("/fund.zip", Replies.File(zip, "application/zip"));

    private DownloadFile Fund(Unzip? unzip = null) => download.Prices("/fund.zip", "fund.zip") with { Unzip = unzip ?? new() };
}
