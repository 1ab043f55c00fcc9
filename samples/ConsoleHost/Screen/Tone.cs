namespace ConsoleHost.Screen;

/// <summary>How a line looks where the terminal has colours.</summary>
internal enum Tone
{
    Plain,
    Faint,
    Good,
    Waiting,
    Bad,
}
