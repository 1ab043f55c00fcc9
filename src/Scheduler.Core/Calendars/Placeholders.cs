namespace RoutineScheduler.Calendars;

public sealed class BusinessCalendar;

public sealed class CalendarSet;
