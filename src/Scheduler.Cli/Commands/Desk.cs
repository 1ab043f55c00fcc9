using NodaTime;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;

namespace RoutineScheduler.Cli.Commands;

/// <summary>An opened scheduler, and how to speak of it.</summary>
/// <param name="Zone">The scheduler's; what people read is in it.</param>
/// <param name="Today">The order date that is on there.</param>
/// <param name="Person">Who acts.</param>
/// <param name="Hurry">The second interrupt.</param>
internal sealed record Desk(
    ISchedulerClient Client, SchedulerNode Node, SchedulerTime Time, Printer Printer, DateTimeZone Zone, LocalDate Today, string Person, CancellationToken Hurry)
{
    public Words Words => Printer.Words;

    public Because Because(string? reason = null) => new(reason, Person);

    public LocalDate Date(string? text, string where) => text is null ? Today : DateWords.Read(text, Today, where);

    /// <summary>Null where it is not asked for.</summary>
    public LocalDate? DateOrNull(string? text, string where) => text is null ? null : DateWords.Read(text, Today, where);
}
