using NodaTime;

namespace RoutineScheduler.Calendars;

/// <summary>A day that a law, a notice or a host has closed, and for how long that holds.</summary>
/// <param name="Name">Portuguese: what people see, and what reasons quote.</param>
/// <param name="Source">The law or notice that made it; empty where a host names none.</param>
/// <param name="FromYear">Null: since before the calendar begins.</param>
/// <param name="ToYear">The last year in which it holds. Null: until something changes it.</param>
public sealed record Holiday(string Name, string EnglishName, string Source = "", int? FromYear = null, int? ToYear = null);

/// <summary>A business day that begins late.</summary>
/// <param name="Opens">Wall-clock time of the calendar's place.</param>
/// <inheritdoc cref="Holiday"/>
public sealed record HalfDay(string Name, string EnglishName, LocalTime Opens, string Source = "", int? FromYear = null, int? ToYear = null);

/// <param name="Dates">Weekends included: a holiday on a Sunday is still one.</param>
public sealed record HolidayDates(Holiday Holiday, IReadOnlyList<LocalDate> Dates);

public sealed record HalfDayDates(HalfDay HalfDay, IReadOnlyList<LocalDate> Dates);
