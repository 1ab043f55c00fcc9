using Microsoft.Extensions.Logging;
using NodaTime;
using RoutineScheduler.Logging;
using Xunit;

namespace RoutineScheduler.Core.Tests.Logging;

public class IsoMessageTests
{
    private static readonly LocalDate Date = new(2026, 11, 24);

    public static TheoryData<object, string> Values => new()
    {
        { Date, "2026-11-24" },
        { new LocalTime(20, 30, 0, 5), "20:30:00.005" },
        { Date.At(new LocalTime(20, 30)), "2026-11-24T20:30:00" },
        { Instant.FromUtc(2026, 11, 24, 20, 30), "2026-11-24T20:30:00Z" },
        { Date.At(new LocalTime(20, 30)).WithOffset(Offset.FromHours(-3)), "2026-11-24T20:30:00-03:00" },
        {
            Date.At(new LocalTime(20, 30)).InZoneStrictly(DateTimeZoneProviders.Tzdb["America/Sao_Paulo"]),
            "2026-11-24T20:30:00 America/Sao_Paulo (-03)"
        },
        { Duration.FromMinutes(15), "PT15M" },
        { new[] { Date, Date.PlusDays(1) }, "2026-11-24, 2026-11-25" },
        { new List<LocalDate?> { Date, null }, "2026-11-24, (null)" },
        { 7, "7" },
        { new[] { 7, 8 }, "7, 8" },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_without_a_format_is_iso(object value, string text) =>
        Assert.Equal($"Closing {text}.", Said(log => log.LogInformation("Closing {What}.", value)));

    [Fact]
    public void A_format_of_the_template_stays() =>
        Assert.Equal(
            "24/11/2026, a Tuesday, [2026-11-24  ]",
            Said(log => log.LogInformation("{Date:dd'/'MM'/'uuuu}, a {Day:dddd}, [{Padded,-12}]", Date, Date, Date)));

    [Fact]
    public void A_text_that_another_has_made_of_the_values_stays_as_it_is()
    {
        var log = new Page();
        KeyValuePair<string, object?>[] values = [new("Date", Date), new("{OriginalFormat}", "Closing {Date}")];

        log.Log(LogLevel.Information, default, values, null, (_, _) => "made by hand");
        Assert.Equal("made by hand", log.Text);

        log.Log(LogLevel.Information, default, values[..1], null, (_, _) => "without a template");
        Assert.Equal("without a template", log.Text);
    }

    [Fact]
    public void What_an_executor_logs_is_iso_for_every_provider_of_the_hosts()
    {
        var console = new Console();

        new IsoLogger(console).LogInformation("Closing {Date}", Date);

        Assert.Equal("Closing 2026-11-24", console.Text);
    }

    private static string? Said(Action<ILogger> say)
    {
        var log = new Page();
        say(log);
        return log.Text;
    }

    /// <summary>As the provider of the run's log.</summary>
    private sealed class Page : ILogger
    {
        public string? Text { get; private set; }

        public bool IsEnabled(LogLevel level) => true;

        public IDisposable? BeginScope<T>(T state)
            where T : notnull => null;

        public void Log<T>(LogLevel level, EventId id, T state, Exception? trouble, Func<T, Exception?, string> text) =>
            Text = IsoMessage.Of(state, trouble, text);
    }

    /// <summary>As any other.</summary>
    private sealed class Console : ILogger
    {
        public string? Text { get; private set; }

        public bool IsEnabled(LogLevel level) => true;

        public IDisposable? BeginScope<T>(T state)
            where T : notnull => null;

        public void Log<T>(LogLevel level, EventId id, T state, Exception? trouble, Func<T, Exception?, string> text) => Text = text(state, trouble);
    }
}
