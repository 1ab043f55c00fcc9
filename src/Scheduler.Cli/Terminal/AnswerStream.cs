namespace RoutineScheduler.Cli.Terminal;

/// <summary>Stdout: what goes wrong there is told as such, and not as trouble with a database or a file.</summary>
internal sealed class AnswerStream(Stream stdout) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => Told(() => stdout.Flush());

    public override void Write(byte[] buffer, int offset, int count) => Told(() => stdout.Write(buffer, offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static void Told(Action write)
    {
        try
        {
            write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new AnswerNotWrittenException(refused);
        }
    }
}
