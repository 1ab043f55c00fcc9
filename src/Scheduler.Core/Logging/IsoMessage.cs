using Microsoft.Extensions.Logging;

namespace RoutineScheduler.Logging;

/// <summary>
/// A logged message whose dates and times are ISO 8601 where its template gives them no format: NodaTime's own of a date is the long one of
/// the invariant culture, "Tuesday, 24 November 2026".
/// </summary>
internal static class IsoMessage
{
    private const string Template = "{OriginalFormat}";   // as Microsoft.Extensions.Logging calls it

    public static string Of<T>(T state, Exception? trouble, Func<T, Exception?, string> text)
    {
        var message = text(state, trouble);
        return state is IReadOnlyList<KeyValuePair<string, object?>> values && values.Any(value => InIso(value.Value) is not null)
            ? Again(values, message)
            : message;
    }

    /// <summary>Only where the framework made the message of exactly these values: a text of another maker stays as it is.</summary>
    private static string Again(IReadOnlyList<KeyValuePair<string, object?>> values, string message)
    {
        if (values.LastOrDefault(value => value.Key == Template).Value is not string template)
        {
            return message;
        }

        object?[] given = [.. values.Where(value => value.Key != Template).Select(value => value.Value)];
        return Rendered(template, given) == message ? Rendered(template, [.. given.Select(value => InIso(value) ?? value)]) : message;
    }

    private static object? InIso(object? value) =>
        IsoText.Of(value) is { } iso && value is IFormattable formattable ? new Unformatted(formattable, iso) : IsoText.OfAll(value);

    /// <summary>By the framework itself, which has no other door to what renders a template.</summary>
    private static string Rendered(string template, object?[] values)
    {
        var page = new Page();
#pragma warning disable CA2254 // the template is the one that was logged
        page.LogInformation(template, values);
#pragma warning restore CA2254
        return page.Text;
    }

    /// <summary>A value that is ISO unless the template says otherwise.</summary>
    private sealed class Unformatted(IFormattable value, string iso) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? culture) => string.IsNullOrEmpty(format) ? iso : value.ToString(format, culture);

        public override string ToString() => iso;
    }

    private sealed class Page : ILogger
    {
        public string Text { get; private set; } = "";

        public bool IsEnabled(LogLevel level) => true;

        public IDisposable? BeginScope<T>(T state)
            where T : notnull => null;

        public void Log<T>(LogLevel level, EventId id, T state, Exception? trouble, Func<T, Exception?, string> text) => Text = text(state, trouble);
    }
}
