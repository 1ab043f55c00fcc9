namespace RoutineScheduler.Cli;

/// <summary>Stdout does not take the answer.</summary>
internal sealed class AnswerNotWrittenException(Exception why) : Exception(why.Message, why);
