using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using RoutineScheduler.Executors.Download;

namespace RoutineScheduler.Executors.Tests.Servers;

/// <summary>A zip put together byte by byte, so that its directory can say what its entries do not hold.</summary>
internal sealed class AZip
{
    private readonly MemoryStream entries = new();
    private readonly MemoryStream directory = new();
    private ushort count;

    /// <summary>An honest one, in the order given.</summary>
    public static byte[] Of(params (string Name, string Text)[] files)
    {
        var zip = new AZip();
        foreach (var (name, text) in files)
        {
            zip.Add(name, text);
        }

        return zip.Bytes();
    }

    public AZip Add(string name, string text, int mode = 0, uint? size = null, uint? checkSum = null, ushort flags = 0, ushort method = 8) =>
        Add(name, Encoding.Latin1.GetBytes(text), mode, size, checkSum, flags, method);

    /// <param name="mode">A Unix file mode: 0xA1FF is a symbolic link.</param>
    /// <param name="size">What headers claim; the truth unless given.</param>
    public AZip Add(string name, byte[] content, int mode = 0, uint? size = null, uint? checkSum = null, ushort flags = 0, ushort method = 8)
    {
        var crc = new Crc32();
        crc.Append(content);
        var stored = method == 0 ? content : Deflated(content);
        var nameBytes = Encoding.UTF8.GetBytes(name);
        var common = new byte[26];
        Short(common, 0, 20);
        Short(common, 2, (ushort)(flags | 0x800));
        Short(common, 4, method);
        Long(common, 10, checkSum ?? crc.Value);
        Long(common, 14, (uint)stored.Length);
        Long(common, 18, size ?? (uint)content.Length);
        Short(common, 22, (ushort)nameBytes.Length);

        var tail = new byte[14];   // comment, disk, attributes, offset
        Long(tail, 6, (uint)mode << 16);
        Long(tail, 10, (uint)entries.Length);
        directory.Write("PK\u0001\u0002"u8);
        directory.Write([20, 3]);   // made on Unix
        directory.Write(common);
        directory.Write(tail);
        directory.Write(nameBytes);

        entries.Write("PK\u0003\u0004"u8);
        entries.Write(common);
        entries.Write(nameBytes);
        entries.Write(stored);
        count++;
        return this;
    }

    public byte[] Bytes(ushort? claimedCount = null)
    {
        var end = new byte[22];
        "PK\u0005\u0006"u8.CopyTo(end);
        Short(end, 8, claimedCount ?? count);
        Short(end, 10, claimedCount ?? count);
        Long(end, 12, (uint)directory.Length);
        Long(end, 16, (uint)entries.Length);
        return [.. entries.ToArray(), .. directory.ToArray(), .. end];
    }

    /// <summary>
    /// Its old end names a directory of one entry and a full count; who follows the count to the zip64 record finds all entries.
    /// </summary>
    public byte[] BytesWithTwoDirectories()
    {
        var all = directory.ToArray();
        var one = all[..(46 + BinaryPrimitives.ReadUInt16LittleEndian(all.AsSpan(28)))];
        byte[] before = [.. entries.ToArray(), .. one, 0, 0, 0, 0];
        var record = new byte[56];
        "PK\u0006\u0006"u8.CopyTo(record);
        Long(record, 4, 44);
        Long(record, 24, count);
        Long(record, 32, count);
        Long(record, 40, (uint)all.Length);
        Long(record, 48, (uint)before.Length);
        var locator = new byte[20];
        "PK\u0006\u0007"u8.CopyTo(locator);
        Long(locator, 8, (uint)(before.Length + all.Length));
        Long(locator, 16, 1);
        var end = new byte[22];
        "PK\u0005\u0006"u8.CopyTo(end);
        Short(end, 8, ushort.MaxValue);
        Short(end, 10, ushort.MaxValue);
        Long(end, 12, (uint)all.Length);
        Long(end, 16, (uint)entries.Length);
        return [.. before, .. all, .. record, .. locator, .. end];
    }

    private static byte[] Deflated(byte[] content)
    {
        using var whole = new MemoryStream();
        using (var deflate = new DeflateStream(whole, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return whole.ToArray();
    }

    private static void Short(byte[] to, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(to.AsSpan(at), value);

    private static void Long(byte[] to, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(at), value);
}
