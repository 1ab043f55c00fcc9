namespace RoutineScheduler.Journal;

/// <summary>An exception as text. Its own text may throw: then its type's name has to do.</summary>
internal static class ThrownText
{
    /// <summary>"InvalidOperationException: the message".</summary>
    public static string Short(Exception thrown) => $"{thrown.GetType().Name}: {OrItsName(thrown, static it => it.Message)}";

    /// <summary>With its stack and what caused it.</summary>
    public static string Whole(Exception thrown) => OrItsName(thrown, static it => it.ToString());

    private static string OrItsName(Exception thrown, Func<Exception, string> text)
    {
        try
        {
            return text(thrown);
        }
        catch (Exception itself)
        {
            return $"the text of {thrown.GetType()} cannot be read, since it throws {itself.GetType()}";
        }
    }
}
