using System.Globalization;
using System.IO.Compression;

namespace RoutineScheduler.Executors.Download;

/// <summary>A zip's file entry after it was read to its end.</summary>
/// <param name="Path">Below the folder, with '/'.</param>
internal sealed record ReadEntry(string Path, FileFacts Facts);

/// <summary>Reads every entry of a zip to its end: into a folder, or only to know that it is whole.</summary>
internal sealed class Unzipping(string zipPath, Unzip limits, string shown)
{
    private const int RatioAskedFrom = 1 << 20;

    private long compressed;
    private long total;

    /// <param name="folder">An empty folder of our own, so that no link that lies there already leads out. Null: only read.</param>
    /// <exception cref="DownloadEndsException">Cut or changed (transient); climbing out, or larger than allowed (permanent).</exception>
    public async Task<IReadOnlyList<ReadEntry>> ReadAsync(string? folder, CancellationToken cancel)
    {
        await using var file = new FileStream(zipPath, FileMode.Open, FileAccess.Read, FileShare.Read);
        compressed = file.Length;
        try
        {
            RefuseMoreThanAllowed(ZipDirectory.Count(file, limits.MaxEntries));
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            RefuseMoreThanAllowed(zip.Entries.Count);   // should it ever read another directory than was counted
            return await ReadAsync(zip, folder, cancel);
        }
        catch (InvalidDataException trouble)
        {
            throw Broken(trouble.Message.TrimEnd('.'));
        }
    }

    private async Task<IReadOnlyList<ReadEntry>> ReadAsync(ZipArchive zip, string? folder, CancellationToken cancel)
    {
        if (ZipPlan.Problems([.. zip.Entries.Select(ZipEntryFacts.Of)], cancel) is { Count: > 0 } problems)
        {
            throw DownloadEndsException.Permanent(
                $"{shown} brought a zip that is not unpacked: {string.Join("; ", problems)}. " +
                "Expected are plain files below one folder, each name once.");
        }

        var read = new List<ReadEntry>();
        foreach (var entry in zip.Entries)
        {
            var facts = ZipEntryFacts.Of(entry);
            if (facts.IsFolder)
            {
                continue;
            }

            await using var target = folder is null ? Stream.Null : Create(Path.Combine(folder, facts.Path));
            read.Add(new ReadEntry(facts.Path, await ReadAsync(entry, target, cancel)));
        }

        return read;
    }

    private void RefuseMoreThanAllowed(int entries)
    {
        if (entries > limits.MaxEntries)
        {
            throw Exploding($"it has more than {limits.MaxEntries} entries (MaxEntries)");
        }
    }

    private static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
    }

    private async Task<FileFacts> ReadAsync(ZipArchiveEntry entry, Stream target, CancellationToken cancel)
    {
        using var measure = new FileMeasure();
        var check = new Crc32();
        await using var source = await entry.OpenAsync(cancel);
        var buffer = new byte[81_920];
        for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0;)
        {
            measure.Append(buffer.AsSpan(0, read));
            check.Append(buffer.AsSpan(0, read));
            total += read;
            Weigh(entry, measure.Size);
            await target.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        (target as FileStream)?.Flush(flushToDisk: true);
        return measure.Size == entry.Length && check.Value == entry.Crc32
            ? measure.Facts()
            : throw Broken(string.Create(CultureInfo.InvariantCulture,
                $"'{entry.FullName}' holds {measure.Size} bytes with check sum {check.Value:x8}, " +
                $"its directory says {entry.Length} and {entry.Crc32:x8}"));
    }

    private void Weigh(ZipArchiveEntry entry, long size)
    {
        if (total > limits.MaxBytes)
        {
            throw Exploding(string.Create(CultureInfo.InvariantCulture, $"its entries hold more than {limits.MaxBytes} bytes (MaxBytes)"));
        }

        if (size > RatioAskedFrom && size / limits.MaxRatio > Math.Min(entry.CompressedLength, compressed))
        {
            throw Exploding(
                string.Create(CultureInfo.InvariantCulture, $"'{entry.FullName}' grows to more than {limits.MaxRatio} times its size (MaxRatio)"));
        }

        // Many small entries, or many that share their bytes, explode together.
        if (total > RatioAskedFrom && total / limits.MaxRatio > compressed)
        {
            throw Exploding(
                string.Create(CultureInfo.InvariantCulture, $"its entries together grow to more than {limits.MaxRatio} times its size (MaxRatio)"));
        }
    }

    private DownloadEndsException Broken(string how) =>
        DownloadEndsException.Transient($"{shown} brought a zip that is broken or cut: {how}. Nothing was kept.");

    private DownloadEndsException Exploding(string how) =>
        DownloadEndsException.Permanent(
            $"{shown} brought a zip that is not unpacked: {how}. Raise the limit in Unzip where that is as it should be.");
}
