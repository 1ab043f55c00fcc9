using NodaTime;
using RoutineScheduler.Queue;
using RoutineScheduler.Storage.Sqlite.Connections;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>
/// The one row about the database as a whole: the sequence of the tokens, the absence that is open, whether definitions have changed.
/// </summary>
internal readonly record struct SchedulerRow(long LastToken, LastBeat? LastBeat, long? OpenAbsence)
{
    private const string Select = "SELECT last_token, last_beat_at, late_after, open_absence FROM scheduler WHERE id = 1";

    public static SchedulerRow Read(WriteTransaction transaction) => Read(transaction.Statement(Select));

    public static SchedulerRow Read(OpenConnection connection) => Read(connection.Statement(Select));

    private static SchedulerRow Read(Statement statement) =>
        statement.List(row => new SchedulerRow(row.NumberAt(0), LastBeatOf(row), row.NumberOrNullAt(3))).Single();

    private static LastBeat? LastBeatOf(Row row) =>
        row.InstantOrNullAt(1) is { } at ? new LastBeat(at, Duration.FromTicks(row.NumberAt(2))) : null;

    /// <summary>Then nothing is claimed, expired or rescued.</summary>
    public bool IsAbsence(Instant now) => OpenAbsence is not null || AbsenceAfter.HasBegun(LastBeat, now);

    private const string Deal = "UPDATE scheduler SET last_token = last_token + $count WHERE id = 1";

    /// <summary>The tokens after <see cref="LastToken"/> are the caller's.</summary>
    public void DealTokens(WriteTransaction transaction, int count) => transaction.Statement(Deal).Execute((long)count);

    private const string Mark = "SELECT definitions_mark FROM scheduler WHERE id = 1";
    private const string MoveMark = "UPDATE scheduler SET definitions_mark = definitions_mark + 1 WHERE id = 1";

    public static long DefinitionsMark(OpenConnection connection) => connection.Statement(Mark).Number();

    public static void MoveDefinitionsMark(WriteTransaction transaction) => transaction.Statement(MoveMark).Execute();

    public FencingToken Token(int number) => new(LastToken + number);
}
