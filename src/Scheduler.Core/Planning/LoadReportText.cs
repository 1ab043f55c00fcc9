using NodaTime;

namespace RoutineScheduler.Planning;

/// <summary>A load's report for people: header, counts, one line per added run, one per ignored routine with its reasons.</summary>
internal static class LoadReportText
{
    /// <param name="language">"pt" or "pt-BR"; any other is English.</param>
    public static void Write(LoadReport report, TextWriter text, string language = "en")
    {
        var words = LoadReportWords.In(language);
        text.WriteLine(words.Title);
        text.WriteLine(new string('=', words.Title.Length));
        WriteHeader(report, text, words);
        text.WriteLine();
        WriteCounts(report, text, words);
        WriteLines(text, words.AddedRuns, report.Runs.Select(run => $"{run.Name} | {words.Type(run.Type)} | {Time(run.Due, report.Date)}"));
        WriteLines(text, words.IgnoredRoutines, report.Against.Select(one => $"{one.Name} | {words.Type(one.Type)} | {Why(one, words)}"));
    }

    /// <inheritdoc cref="Write"/>
    public static string Of(LoadReport report, string language = "en")
    {
        using var text = new StringWriter { NewLine = "\n" };
        Write(report, text, language);
        return text.ToString();
    }

    private static void WriteHeader(LoadReport report, TextWriter text, LoadReportWords words)
    {
        text.WriteLine($"{words.Date}: {words.Show(report.Date)}");
        text.WriteLine($"{words.Began}: {words.Show(report.BeganAt.InZone(report.Zone).LocalDateTime)}");
        text.WriteLine($"{words.Ended}: {words.Show(report.EndedAt.InZone(report.Zone).LocalDateTime)}");
        text.WriteLine($"{words.Took}: {words.Seconds(report.Took)}");
        text.WriteLine($"{words.Status}: {words.Of(report.Status)}");
        text.WriteLine($"{words.StartedBy}: {report.By} ({words.Trigger(report.Trigger)})");
    }

    private static void WriteCounts(LoadReport report, TextWriter text, LoadReportWords words)
    {
        text.WriteLine($"{words.Processed}: {report.Processed}");
        text.WriteLine($"{words.Added}: {report.Added}");
        text.WriteLine($"{words.Moved}: {report.Moved}");
        text.WriteLine($"{words.Superseded}: {report.Superseded}");
        text.WriteLine($"{words.Ignored}: {report.Ignored}");
        text.WriteLine($"{words.Undecided}: {report.Undecided}");
    }

    private static void WriteLines(TextWriter text, string title, IEnumerable<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            if (isFirst)
            {
                text.WriteLine();
                text.WriteLine(title);
                isFirst = false;
            }

            text.WriteLine($"  {line}");
        }
    }

    /// <summary>Hours count on past midnight, as a window's do: 26:00 is 02:00 of the next date.</summary>
    private static string Time(LocalDateTime due, LocalDate date)
    {
        var hours = due.Hour + (24 * Period.DaysBetween(date, due.Date));
        return due.Second == 0 ? $"{hours:00}:{due.Minute:00}" : $"{hours:00}:{due.Minute:00}:{due.Second:00}";
    }

    private static string Why(ReportedAgainst one, LoadReportWords words) =>
        one.Decided.Count > 0 ? string.Join("; ", one.Decided.Select(words.Of)) : string.Join("; ", one.Reasons);
}
