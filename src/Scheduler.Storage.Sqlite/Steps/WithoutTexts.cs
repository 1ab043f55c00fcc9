namespace RoutineScheduler.Storage.Sqlite.Steps;

/// <summary>An attempt that the database refuses with its texts, to be stored without them: that it ended, and how, must not be lost.</summary>
internal static class WithoutTexts
{
    /// <summary>Stands in the details of such an attempt.</summary>
    public const string Said = "The database refused what the attempt left behind; its log lines, result and artifacts were not stored.";

    public static AttemptToEnd Of(AttemptToEnd attempt, string refusal) =>
        attempt with { Notes = new AttemptNotes { Message = refusal, Details = Said }, Lines = [] };
}
