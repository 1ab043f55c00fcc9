using RoutineScheduler.Storage.Sqlite.Opening;
using Xunit;

namespace RoutineScheduler.Storage.Sqlite.Tests.Opening;

public sealed class NetworkFileSystemTests
{
    private static readonly string[] Mounts =
    [
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "40 22 0:50 / /srv rw,relatime shared:9 - nfs4 server:/srv rw",
        "41 40 8:2 / /srv/local rw,relatime - xfs /dev/sdb1 rw",
        "42 22 0:51 / /mnt/two\\040words rw,relatime shared:10 master:3 - cifs //server/share rw",
        "43 22 0:52 / /mnt/sshfs rw - fuse.sshfs user@server: rw",
        "44 22 0:53 / /mnt/fuse rw - fuse.ext4 /dev/sdc rw",
    ];

    [Theory]
    [InlineData("/data/scheduler.db", null)]
    [InlineData("/srv/scheduler.db", "nfs4")]
    [InlineData("/srvice/scheduler.db", null)]
    [InlineData("/srv/local/scheduler.db", null)]
    [InlineData("/mnt/two words/scheduler.db", "cifs")]
    [InlineData("/mnt/sshfs/a/b/scheduler.db", "fuse.sshfs")]
    [InlineData("/mnt/fuse/scheduler.db", null)]
    public void The_longest_mount_above_the_file_decides(string path, string? kind) => Assert.Equal(kind, NetworkFileSystem.OfMount(path, Mounts));

    [Theory]
    [InlineData(@"\\server\share\scheduler.db", "UNC")]
    [InlineData(@"\\?\UNC\server\share\scheduler.db", "UNC")]
    [InlineData(@"\\?\C:\scheduler.db", null)]
    public void A_path_to_a_server_is_not_local(string path, string? kind) => Assert.Equal(kind, NetworkFileSystem.OfWindows(path));
}
