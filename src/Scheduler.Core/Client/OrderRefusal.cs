using NodaTime;
using NodaTime.Text;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Client;

/// <summary>Why an order made no run. Its text is what the answer says.</summary>
internal abstract record OrderRefusal
{
    private OrderRefusal()
    {
    }

    public sealed record Retired(RoutineKey Routine) : OrderRefusal
    {
        public override string ToString() => $"{Routine} is retired: it is no longer in the code.";
    }

    /// <param name="Reason">As the planner prints it.</param>
    public sealed record OutsideDayGroup(string Reason, LocalDate Date) : OrderRefusal
    {
        public override string ToString() => $"{Reason}: its day group does not have {Iso(Date)}; force the order to run it all the same.";
    }

    public sealed record KeyUsed(string Key, RoutineKey Routine, LocalDate Date, RunId Run) : OrderRefusal
    {
        public override string ToString() => $"the key '{Key}' was used for {Routine} of {Iso(Date)} (run {Run}); give this order another one.";
    }

    protected static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
