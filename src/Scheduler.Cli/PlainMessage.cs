namespace RoutineScheduler.Cli;

/// <summary>An exception's message as people want it: without the name of a parameter that only a programmer knows.</summary>
internal static class PlainMessage
{
    public static string Of(Exception exception)
    {
        var message = exception.Message;
        var parameter = exception is ArgumentException ? message.IndexOf(" (Parameter '", StringComparison.Ordinal) : -1;
        return parameter < 0 ? message : message[..parameter];
    }
}
