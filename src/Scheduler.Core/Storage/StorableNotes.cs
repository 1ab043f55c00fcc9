using RoutineScheduler.Journal;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage;

/// <summary>What a worker hands over, as every database can hold it. JSON is only cleaned; that it was, is said in the text beside it.</summary>
internal static class StorableNotes
{
    public static AttemptNotes Of(AttemptNotes notes)
    {
        var result = StorableText.Clean(notes.Result, out var inResult);
        var parameters = StorableText.Clean(notes.Parameters, out var inParameters);
        return notes with
        {
            Message = StorableText.Of(With(notes.Message, inResult + inParameters)),
            Details = StorableText.Of(notes.Details),
            Parameters = parameters,
            Result = result,
            Artifacts = [.. notes.Artifacts.Select(Of)],
        };
    }

    public static LogEntry Of(LogEntry line)
    {
        var properties = StorableText.Clean(line.Properties, out var replaced);
        return line with
        {
            Component = StorableText.Of(line.Component),
            Template = StorableText.Of(line.Template),
            Message = StorableText.Of(With(line.Message, replaced)),
            Properties = properties,
            Exception = StorableText.Of(line.Exception),
        };
    }

    private static Artifact Of(Artifact artifact) => artifact with { Name = StorableText.Of(artifact.Name), Path = StorableText.Of(artifact.Path) };

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(message))]
    private static string? With(string? message, int replaced) =>
        replaced == 0 ? message : $"{message}{(message is null ? "" : " ")}{StorableText.Said(replaced)}";
}
