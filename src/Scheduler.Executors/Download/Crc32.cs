namespace RoutineScheduler.Executors.Download;

/// <summary>The check sum of zip. Here because .NET's reader of it does not hold a truncated or changed content against it.</summary>
internal sealed class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Entry((uint)value))];

    private uint remainder = uint.MaxValue;

    public uint Value => ~remainder;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = remainder;
        foreach (var octet in bytes)
        {
            crc = Table[(crc ^ octet) & 0xFF] ^ (crc >> 8);
        }

        remainder = crc;
    }

    private static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
        }

        return value;
    }
}
