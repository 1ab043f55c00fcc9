using NodaTime;
using RoutineScheduler.Logging;

namespace RoutineScheduler.Loading;

/// <summary>Told once all other dates are loaded. The loader is called again, and tries these again.</summary>
internal sealed class DatesNotLoadedException(IReadOnlyDictionary<LocalDate, Exception> troubles)
    : AggregateException(Tell([.. troubles.Keys.Order()]), troubles.Values)
{
    private static string Tell(IReadOnlyList<LocalDate> dates) =>
        $"{dates.Count} order date{(dates.Count == 1 ? "" : "s")} could not be loaded: {string.Join(", ", dates.Select(date => date.ToIso()))}.";
}
