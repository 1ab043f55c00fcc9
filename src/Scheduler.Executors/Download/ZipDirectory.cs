using System.Buffers.Binary;

namespace RoutineScheduler.Executors.Download;

/// <summary>
/// Counts a zip's entries in its central directory, header by header. Asked first, because ZipArchive reads the whole directory into memory,
/// however many entries it holds and whatever number it claims.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054B50;
    private const uint Zip64EndSignature = 0x06064B50;
    private const uint Zip64LocatorSignature = 0x07064B50;
    private const uint HeaderSignature = 0x02014B50;
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int HeaderLength = 46;

    /// <returns>The number of entries, or <paramref name="atMost"/> + 1 where there are more.</returns>
    /// <exception cref="InvalidDataException">It is no zip, or is cut.</exception>
    public static int Count(Stream zip, int atMost)
    {
        zip.Position = StartOfDirectory(zip);
        var header = new byte[HeaderLength];
        for (var count = 0; ; count++)
        {
            if (zip.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || Number(header) != HeaderSignature)
            {
                return count;
            }

            if (count == atMost)
            {
                return atMost + 1;
            }

            zip.Position += Short(header, 28) + Short(header, 30) + Short(header, 32);   // name, extra field, comment
        }
    }

    private static long StartOfDirectory(Stream zip)
    {
        var tail = new byte[(int)Math.Min(zip.Length, EndLength + LocatorLength + ushort.MaxValue)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        var end = EndOf(tail);
        var locator = end - LocatorLength;
        return PointsToZip64(tail.AsSpan(end)) && locator >= 0 && Number(tail.AsSpan(locator)) == Zip64LocatorSignature
            ? StartOfZip64(zip, tail.AsSpan(locator))
            : Within(zip, Number(tail.AsSpan(end + 16)));
    }

    /// <summary>Where in the tail the record that ends every zip begins: the last that looks like one, as for ZipArchive.</summary>
    private static int EndOf(byte[] tail)
    {
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (Number(tail.AsSpan(at)) == EndSignature)
            {
                return at;
            }
        }

        throw new InvalidDataException("the end of a zip is missing");
    }

    /// <summary>
    /// Any field of these that is full sends ZipArchive to the other record, whatever the rest says: a small offset beside it would have
    /// us count another directory than it reads.
    /// </summary>
    private static bool PointsToZip64(ReadOnlySpan<byte> end) =>
        Short(end, 4) == ushort.MaxValue || Short(end, 10) == ushort.MaxValue || Number(end[16..]) == uint.MaxValue;

    private static long StartOfZip64(Stream zip, ReadOnlySpan<byte> locator)
    {
        var record = new byte[56];
        zip.Position = Within(zip, BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]));
        return zip.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) < record.Length || Number(record) != Zip64EndSignature
            ? throw new InvalidDataException("the directory's place is cut or missing")
            : Within(zip, BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(48)));
    }

    private static long Within(Stream zip, ulong position) =>
        position <= (ulong)zip.Length ? (long)position : throw new InvalidDataException("the directory lies outside the file");

    private static uint Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
