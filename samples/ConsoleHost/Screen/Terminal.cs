using NodaTime;
using NodaTime.Text;

namespace ConsoleHost.Screen;

/// <summary>Writes lines; in colour on a terminal, plain into a file or a pipe.</summary>
internal sealed class Terminal(TextWriter output, bool hasColour)
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    /// <summary>In São Paulo.</summary>
    public static string TimeOf(Instant instant) => Time.Format(instant.InZone(BusinessDate.Zone).LocalDateTime);

    public void Heading(string text)
    {
        Line();
        Line(text);
        Line(new string('-', text.Length));
    }

    public void Line(string text = "", Tone tone = Tone.Plain) =>
        output.WriteLine(hasColour && tone != Tone.Plain ? $"\e[{Colour(tone)}m{text}\e[0m" : text);

    /// <summary>Columns as wide as their widest cell.</summary>
    public void Table(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = head.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToList();
        Row(head);
        Row([.. widths.Select(width => new string('-', width))]);
        foreach (var row in rows)
        {
            Row(row);
        }

        void Row(IReadOnlyList<string> cells) =>
            Line("  " + string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static int Colour(Tone tone) => tone switch
    {
        Tone.Good => 32,
        Tone.Waiting => 33,
        Tone.Bad => 31,
        _ => 90,
    };
}
