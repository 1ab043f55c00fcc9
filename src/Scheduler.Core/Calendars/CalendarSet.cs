using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RoutineScheduler.Calendars;

/// <summary>The calendars that rules can name, each by one name. Immutable: what adds to it gives another set.</summary>
public sealed class CalendarSet
{
    private readonly FrozenDictionary<string, BusinessCalendar> calendars;

    private CalendarSet(IEnumerable<BusinessCalendar> calendars)
    {
        this.calendars = calendars.ToFrozenDictionary(calendar => calendar.Name);
        Names = [.. this.calendars.Keys.Order(StringComparer.Ordinal)];
    }

    public static CalendarSet Empty { get; } = new([]);

    /// <summary>What is known without a host's doing: anbima, b3, br, sao-paulo.</summary>
    public static CalendarSet Brazilian => Of([BrazilCalendars.National, BrazilCalendars.Anbima, BrazilCalendars.B3, BrazilCalendars.SaoPaulo]);

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<string> Names { get; }

    public IEnumerable<BusinessCalendar> All => Names.Select(name => calendars[name]);

    /// <exception cref="ArgumentException">Two of them bear one name.</exception>
    public static CalendarSet Of(IReadOnlyCollection<BusinessCalendar> calendars)
    {
        var twins = calendars.GroupBy(calendar => calendar.Name).Where(same => same.Count() > 1).Select(same => same.Key).ToList();
        return twins.Count == 0
            ? new CalendarSet(calendars)
            : throw new ArgumentException($"Two calendars bear the same name: {string.Join(", ", twins)}.", nameof(calendars));
    }

    /// <exception cref="UnknownCalendarException">Lists the known ones, and the one that was probably meant.</exception>
    public BusinessCalendar Get(string name) =>
        calendars.TryGetValue(name, out var calendar) ? calendar : throw new UnknownCalendarException(name, Names);

    public bool TryGet(string name, [NotNullWhen(true)] out BusinessCalendar? calendar) => calendars.TryGetValue(name, out calendar);

    /// <summary>In place of the one of this name, if there is one.</summary>
    public CalendarSet With(BusinessCalendar calendar) => new(calendars.Values.Where(other => other.Name != calendar.Name).Append(calendar));

    internal CalendarSet Without(string name) => new(calendars.Values.Where(other => other.Name != name));

    /// <exception cref="UnknownCalendarException">There is no calendar for it to lie over.</exception>
    /// <exception cref="InvalidCalendarException">It does not fit the calendar.</exception>
    public CalendarSet With(CalendarOverlay overlay) => With(overlay.ApplyTo(Get(overlay.Calendar)));

    /// <summary>Asks the source for those of the names that are missing; what it does not have stays missing.</summary>
    /// <exception cref="InvalidCalendarException">The source gave a calendar of another name.</exception>
    public async Task<CalendarSet> WithAsync(ICalendarSource source, IEnumerable<string> names, CancellationToken cancel)
    {
        var found = new List<BusinessCalendar>();
        foreach (var name in names.Distinct().Where(name => !calendars.ContainsKey(name)))
        {
            if (await source.FindAsync(name, cancel) is { } calendar)
            {
                found.Add(calendar.Name == name
                    ? calendar
                    : throw new InvalidCalendarException(
                        CalendarTitle.Of(name, null), [$"name: {source.GetType().Name} gave \"{calendar.Name}\" instead"]));
            }
        }

        return new CalendarSet(calendars.Values.Concat(found));
    }
}
