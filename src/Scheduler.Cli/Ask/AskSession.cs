using System.Buffers;
using System.IO.Pipelines;

namespace RoutineScheduler.Cli.Ask;

/// <summary>
/// Questions in, answers out, one line each and in order. Everything that has been answered is written before the next wait for input, so that a
/// script may ask, read, and ask again.
/// </summary>
/// <param name="outputIsGone">Nobody reads the answers: the rest is not asked for. Null: somebody always does.</param>
internal sealed class AskSession(Stream input, TextWriter output, Func<bool>? outputIsGone = null)
{
    /// <summary>Longer than any question: a day rule has at most 20,000 characters.</summary>
    private const int LongestLine = 256 * 1024;

    private readonly Answers answers = new();
    private bool isFirstLine = true;
    private bool isOverlong;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    public async Task RunAsync(CancellationToken cancel)
    {
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        while (true)
        {
            // A terminal's stream does not hear of cancellation.
            var read = await reader.ReadAsync(cancel).AsTask().WaitAsync(cancel);
            var rest = AnswerLines(read.Buffer);
            if (read.IsCompleted)
            {
                AnswerLast(rest);
                await output.FlushAsync(cancel);
                await reader.CompleteAsync();
                return;
            }

            reader.AdvanceTo(rest.Start, read.Buffer.End);
            await output.FlushAsync(cancel);
            if (outputIsGone?.Invoke() == true)
            {
                return;
            }
        }
    }

    /// <summary>What is left is the beginning of a line.</summary>
    private ReadOnlySequence<byte> AnswerLines(ReadOnlySequence<byte> buffer)
    {
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            Answer(buffer.Slice(0, end));
            buffer = buffer.Slice(buffer.GetPosition(1, end));
        }

        if (buffer.Length <= LongestLine)
        {
            return buffer;
        }

        isOverlong = true;
        return buffer.Slice(buffer.End);
    }

    private void AnswerLast(ReadOnlySequence<byte> rest)
    {
        if (!rest.IsEmpty || isOverlong)
        {
            Answer(rest);
        }
    }

    private void Answer(ReadOnlySequence<byte> line)
    {
        output.Write(isOverlong || line.Length > LongestLine
            ? answers.Error($"The line is longer than {LongestLine} bytes; a question is one JSON object in one line.")
            : answers.To(Bytes(line)));
        output.Write('\n');
        (isFirstLine, isOverlong) = (false, false);
    }

    /// <summary>Some shells put a byte order mark before what they pipe; it belongs to no question.</summary>
    private ReadOnlyMemory<byte> Bytes(ReadOnlySequence<byte> line)
    {
        ReadOnlyMemory<byte> bytes = line.IsSingleSegment ? line.First : line.ToArray();
        return isFirstLine && bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
    }
}
