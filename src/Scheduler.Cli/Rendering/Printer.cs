using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Journal;
using Spectre.Console;

namespace RoutineScheduler.Cli.Rendering;

/// <summary>
/// Data to stdout, messages and progress to stderr. On a terminal tables have frames and colours; redirected they are plain lines that end
/// where their data ends.
/// </summary>
internal sealed class Printer(Surroundings surroundings, Words words, DateTimeZone zone, bool asJson, bool quiet)
{
    private static readonly ZonedDateTimePattern Pattern =
        ZonedDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm':'ss", DateTimeZoneProviders.Tzdb);

    public bool AsJson => asJson;

    public Words Words => words;

    /// <summary>Of stdout: what goes on until it is interrupted ends then.</summary>
    public bool NobodyReads => surroundings.OutputIsGone();

    /// <summary>What an attempt brought, in one cell.</summary>
    public string Result(string? json) => ShortResult.Of(json, surroundings.OutputIsTerminal);

    /// <summary>As above, with the files that its result does not name.</summary>
    public string Brought(AttemptRecord attempt)
    {
        var result = Result(attempt.Result);
        var files = attempt.Artifacts.Where(artifact => !result.Contains(artifact.Path, StringComparison.Ordinal))
            .Select(artifact => ShortResult.Of(artifact, words["rows", "linhas"]));
        return ShortResult.Joined(files.Prepend(result).Where(text => text.Length > 0), surroundings.OutputIsTerminal, "; ");
    }

    public string Message(string? said) => ShortResult.Said(said, surroundings.OutputIsTerminal);

    /// <summary>The scheduler's wall clock; empty where there is no instant.</summary>
    public string Text(Instant? instant) => instant is { } at ? Pattern.Format(at.InZone(zone)) : "";

    /// <summary>The runs of one order date, in one cell.</summary>
    public string Text(IReadOnlyList<Instant> due, LocalDate of) => DueTimes.Of(due, of, zone, words);

    /// <summary>As above, without their number.</summary>
    public string Bounds(IReadOnlyList<Instant> due, LocalDate of) => DueTimes.Bounds(due, of, zone, words);

    public static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);

    public static string Text(Duration duration) => duration < Duration.FromSeconds(10)
        ? $"{duration.TotalMilliseconds:0} ms"
        : DurationPattern.CreateWithInvariantCulture("H':'mm':'ss").Format(duration);

    public void Json<T>(T value) => surroundings.Output.WriteLine(ClientJson.Of(value));

    public void Line(string text) => surroundings.Output.WriteLine(Grid.Harmless(text));

    public void Heading(string text)
    {
        if (surroundings.OutputIsTerminal)
        {
            surroundings.Output.WriteLine();
        }

        Line(text);
    }

    public void Print(Grid grid)
    {
        if (surroundings.OutputIsTerminal)
        {
            Framed(grid);
        }
        else
        {
            Plain(grid);
        }
    }

    /// <summary>Progress and remarks, which a script does not read.</summary>
    public void Note(string text)
    {
        if (!quiet)
        {
            surroundings.Error.WriteLine(Grid.Harmless(text));
        }
    }

    /// <summary>What a person has to know, quiet or not.</summary>
    public void Warn(string text) => surroundings.Error.WriteLine(Grid.Harmless(text));

    public Task FlushAsync() => surroundings.Output.FlushAsync();

    private void Plain(Grid grid)
    {
        var widths = grid.Headings.Select((heading, column) => grid.Rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        foreach (var row in grid.Rows.Prepend(grid.Headings))
        {
            surroundings.Output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }

    private void Framed(Grid grid)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = surroundings.WantsColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = surroundings.WantsColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(surroundings.Output),
        });
        console.Profile.Width = surroundings.Width;
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. grid.Headings.Select(heading => new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))))]);
        foreach (var row in grid.Rows)
        {
            table.AddRow(row.Select(cell => new Text(cell, StateColour.Of(cell, words))));
        }

        console.Write(table);
    }
}
