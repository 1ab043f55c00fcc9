using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Cron;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Planning;

/// <summary>
/// Why a routine does not run on an order date, or what is to be said of the runs that it has. Its text is what is stored and shown.
/// </summary>
internal abstract record DecisionReason
{
    private static readonly OffsetDateTimePattern ToTheSecond = OffsetDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mm':'sso<Z+HH:mm>");

    private DecisionReason()
    {
    }

    /// <summary>As RFC 3339 writes it, to the second: when something was registered is known finer than anybody reads it.</summary>
    internal static string Text(OffsetDateTime time) => ToTheSecond.Format(time);

    /// <summary>The order date lies before validFrom or after validTo.</summary>
    public sealed record OutsideValidity : DecisionReason
    {
        public override string ToString() => "OutsideValidity";
    }

    /// <summary>All its slots of the date lie before its ActiveFrom.</summary>
    /// <param name="Since">In the routine's zone.</param>
    public sealed record NotDefinedYet(OffsetDateTime Since) : DecisionReason
    {
        public override string ToString() => $"NotDefinedYet({Text(Since)})";
    }

    /// <summary>The day group names business days of this calendar, and the date is its holiday on a weekday.</summary>
    /// <param name="Name">Portuguese.</param>
    public sealed record Holiday(string Calendar, string Name) : DecisionReason
    {
        public override string ToString() => $"Holiday({Calendar}, \"{Name}\")";
    }

    public sealed record NotInDayGroup : DecisionReason
    {
        public override string ToString() => "NotInDayGroup";
    }

    public sealed record NotInCron(CronField Field) : DecisionReason
    {
        public override string ToString() => $"NotInCron({Field.Name()})";
    }

    /// <summary>An Eventual routine is in no plan.</summary>
    public sealed record OnlyOrdered : DecisionReason
    {
        public override string ToString() => "OnlyOrdered";
    }

    /// <summary>Its slots lie at or after the window's until; of a Cyclic routine the window leaves none.</summary>
    public sealed record OutsideWindow : DecisionReason
    {
        public override string ToString() => "OutsideWindow";
    }

    /// <summary>Paused by somebody, or retired.</summary>
    /// <param name="At">In the routine's zone.</param>
    public sealed record Inactive(string By, OffsetDateTime At) : DecisionReason
    {
        public override string ToString() => $"Inactive({By}, {Text(At)})";
    }

    /// <summary>Neither yes nor no; only where no other rule said no.</summary>
    /// <param name="Detail">What is missing, for people.</param>
    public sealed record Undecided(UndecidedCause Cause, string Detail) : DecisionReason
    {
        public override string ToString() => $"Undecided({Cause})";
    }

    /// <summary>With runs: the base date that the day group moved here.</summary>
    public sealed record ShiftedFrom(LocalDate Date) : DecisionReason
    {
        public override string ToString() => $"ShiftedFrom({LocalDatePattern.Iso.Format(Date)})";
    }

    /// <summary>With runs: a clock change swallowed the reading.</summary>
    /// <param name="To">What the clock shows at the first instant after the gap.</param>
    public sealed record GapShifted(LocalTime From, LocalTime To) : DecisionReason
    {
        public override string ToString() => $"GapShifted({Text(From)} → {Text(To)})";

        private static string Text(LocalTime time) => WallTime.Of(time).ToString();
    }

    /// <summary>With runs: the predecessor is not planned on the edge's date, and what the edge makes of it.</summary>
    /// <param name="Outcome">"ignored", "waits" or "not needed".</param>
    public sealed record PredecessorNotPlanned(RoutineKey Predecessor, string Outcome) : DecisionReason
    {
        public override string ToString() => $"PredecessorNotPlanned({Predecessor}, {Outcome})";
    }
}

/// <summary>What keeps a decision from being made.</summary>
internal enum UndecidedCause
{
    /// <summary>A calendar does not know a date that is needed.</summary>
    CalendarEnds,

    UnknownCalendar,
    UnknownZone,

    /// <summary>The stored definition, or its cron, cannot be read.</summary>
    Unreadable,

    /// <summary>More than MaxRunsPerDate.</summary>
    TooManyRuns,
}
