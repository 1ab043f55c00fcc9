using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>
/// One order date while it is planned: each expression, each day group and each schedule is worked out once, when it is first asked for.
/// Not for several threads.
/// </summary>
internal sealed class PlanningDay(LocalDate date, CalendarSet calendars, PlannerSettings settings)
{
    private readonly Dictionary<int, DayOfSchedule> known = [];   // by the schedule's number: an explanation asks thousands of dates for one
    private readonly Dictionary<DateTimeZone, OrderDay> days = [];
    private readonly Dictionary<(CronSchedule, DateTimeZone), IReadOnlyList<CronSlot>> slots = [];
    private readonly Dictionary<CronSchedule, DateFieldAnswer> dateFields = [];
    private readonly Dictionary<DayRule, DayAnswer> answers = [];

    public LocalDate Date => date;

    public ReasonSets Reasons { get; } = new();

    /// <summary>A calendar was asked about a year that has not been published.</summary>
    public bool IsProjected => known.Values.Any(day => day.IsProjected);

    /// <summary>How many expressions were asked for their slots.</summary>
    public int CronEvaluations => slots.Count;

    /// <summary>How many day groups were asked.</summary>
    public int DayGroupEvaluations => answers.Count;

    public DayOfSchedule Of(Schedule schedule)
    {
        if (!known.TryGetValue(schedule.Number, out var day))
        {
            known[schedule.Number] = day = Find(schedule);
        }

        return day;
    }

    public OrderDay DayIn(DateTimeZone zone)
    {
        if (!days.TryGetValue(zone, out var day))
        {
            days[zone] = day = OrderDay.Of(date, zone, settings.StartOfDay);
        }

        return day;
    }

    /// <summary>Null: no day group, every day.</summary>
    public DayAnswer? Ask(DayRule? rule)
    {
        if (rule is null)
        {
            return null;
        }

        if (!answers.TryGetValue(rule, out var answer))
        {
            answers[rule] = answer = rule.On(date, calendars);
        }

        return answer;
    }

    private DayOfSchedule Find(Schedule schedule)
    {
        try
        {
            return schedule.Broken is { } broken
                ? new DayOfSchedule { Zone = schedule.Zone, Undecided = broken }
                : Decide(schedule, DayIn(schedule.Zone), Ask(schedule.Text.DayGroup));
        }
        catch (CalendarEndsException ends)
        {
            return new DayOfSchedule { Zone = schedule.Zone, Undecided = new(UndecidedCause.CalendarEnds, ends.Message) };
        }
    }

    private DayOfSchedule Decide(Schedule schedule, OrderDay day, DayAnswer? answer)
    {
        if (schedule.Text.Type == RoutineType.Eventual)
        {
            return new DayOfSchedule { Zone = day.Zone, Against = [.. SaidNo(answer), new DecisionReason.OnlyOrdered()] };
        }

        var named = Named(schedule, day);
        if (named.Count > settings.MostRunsOnADate)
        {
            return new DayOfSchedule { Zone = day.Zone, Undecided = TooMany(named.Count) };
        }

        var inWindow = InWindow(schedule, day, named);
        var against = Against(schedule, answer, named, inWindow);
        var undecided = Undecided(answer);
        BoundsOfDay? bounds = against.Count == 0 && undecided is null ? Bounds(schedule, day, out undecided) : null;
        return new DayOfSchedule
        {
            Zone = day.Zone,
            Against = against,
            Undecided = undecided,
            IsProjected = answer?.IsProjected ?? false,
            LastAt = Last(inWindow) ?? Last(named) ?? day.End - Duration.Epsilon,
            Slots = bounds is { } known ? [.. WithBounds(schedule, day, inWindow, known)] : [],
            BaseDate = BaseDate(answer, date),
            Shifts = bounds is null ? [] : [.. Shifts(answer)],
        };
    }

    /// <summary>The instants that cron or the interval names, whatever day group and window say.</summary>
    private IReadOnlyList<NamedSlot> Named(Schedule schedule, OrderDay day)
    {
        if (schedule.Cron is not { } cron)
        {
            return CyclicGrid.Find(day, schedule.Text.Window, schedule.Text.Every!.Value, settings.MostRunsOnADate);
        }

        if (!FieldsOf(cron).Matches)
        {
            return [];
        }

        if (!slots.TryGetValue((cron, day.Zone), out var found))
        {
            slots[(cron, day.Zone)] = found = cron.SlotsOn(day);
        }

        return [.. found.Select(NamedSlot.Of)];
    }

    private DateFieldAnswer FieldsOf(CronSchedule cron)
    {
        if (!dateFields.TryGetValue(cron, out var fields))
        {
            dateFields[cron] = fields = cron.MatchesDate(date);
        }

        return fields;
    }

    private static IReadOnlyList<NamedSlot> InWindow(Schedule schedule, OrderDay day, IReadOnlyList<NamedSlot> named) =>
        schedule.Text.Window?.Until is { } wall && day.Map(wall).At is var until ? [.. named.Where(slot => slot.At < until)] : named;

    private List<DecisionReason> Against(Schedule schedule, DayAnswer? answer, IReadOnlyList<NamedSlot> named, IReadOnlyList<NamedSlot> inWindow)
    {
        var reasons = SaidNo(answer).ToList();
        if (schedule.Cron is { } cron)
        {
            reasons.AddRange(FieldsOf(cron).SaidNo.Select(field => new DecisionReason.NotInCron(field)));
        }

        if (inWindow.Count == 0 && (named.Count > 0 || schedule.Cron is null))
        {
            reasons.Add(new DecisionReason.OutsideWindow());
        }

        return reasons;
    }

    /// <summary>Null where the calendar does not know how long a run is kept. Only then: what else is known of the date stays known.</summary>
    private static BoundsOfDay? Bounds(Schedule schedule, OrderDay day, out DecisionReason.Undecided? undecided)
    {
        undecided = null;
        try
        {
            return BoundsOfDay.Of(schedule, day);
        }
        catch (CalendarEndsException ends)
        {
            undecided = new(UndecidedCause.CalendarEnds, ends.Message);
            return null;
        }
    }

    private static IEnumerable<SlotOfDay> WithBounds(Schedule schedule, OrderDay day, IReadOnlyList<NamedSlot> slots, BoundsOfDay bounds)
    {
        var from = schedule.Text.Window?.From is { } wall ? day.Map(wall).At : Instant.MinValue;
        foreach (var slot in slots)
        {
            var dueAt = Instant.Max(slot.At, from);
            var seconds = checked((int)(slot.At - day.Start).TotalSeconds);
            yield return new SlotOfDay(seconds, slot.At, dueAt, bounds.For(dueAt, schedule.Text.StartWithin), slot.Gaps);
        }
    }

    internal static IEnumerable<DecisionReason> SaidNo(DayAnswer? answer) => answer?.WhyNot switch
    {
        DayRefusal.Holiday holiday => [new DecisionReason.Holiday(holiday.Calendar, holiday.Name)],
        DayRefusal.NotInDayGroup => [new DecisionReason.NotInDayGroup()],
        _ => [],
    };

    /// <summary>The order date where it is one itself; else the earliest of those that were moved here.</summary>
    internal static LocalDate BaseDate(DayAnswer? answer, LocalDate date) =>
        answer is not { BaseDates.Count: > 0 } || answer.BaseDates.Contains(date) ? date : answer.BaseDates[0];

    private IEnumerable<DecisionReason> Shifts(DayAnswer? answer) =>
        (answer?.BaseDates ?? []).Where(baseDate => baseDate != date).Select(baseDate => new DecisionReason.ShiftedFrom(baseDate));

    private static Instant? Last(IReadOnlyList<NamedSlot> slots) => slots.Count > 0 ? slots[^1].At : null;

    internal static DecisionReason.Undecided? Undecided(DayAnswer? answer) => answer?.WhyNot is not DayRefusal.CalendarEnds ends ? null : new(
        UndecidedCause.CalendarEnds,
        $"the calendar \"{ends.Calendar}\" is known from {ends.FromYear} through {ends.ThroughYear}, and {ends.Date:uuuu-MM-dd} lies outside");

    private DecisionReason.Undecided TooMany(int count) => new(
        UndecidedCause.TooManyRuns,
        $"{count} runs or more on one date; MaxRunsPerDate is {settings.MaxRunsPerDate}, and twice that where a clock change repeats hours");
}
