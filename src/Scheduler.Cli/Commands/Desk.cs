using NodaTime;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Cli.Wording;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Cli.Commands;

/// <summary>An opened scheduler, and how to speak of it.</summary>
/// <param name="Zone">The scheduler's; what people read is in it.</param>
/// <param name="Now">The store's, when the command began.</param>
/// <param name="Today">The order date that is on there.</param>
/// <param name="Person">Who acts.</param>
/// <param name="Routines">The newest version of each: the program's own where the command acts with its definitions.</param>
/// <param name="Hurry">The second interrupt.</param>
internal sealed record Desk(
    ISchedulerClient Client, SchedulerNode Node, SchedulerTime Time, Printer Printer, DateTimeZone Zone, Instant Now, LocalDate Today, string Person,
    IReadOnlyDictionary<RoutineKey, Routine> Routines, CancellationToken Hurry)
{
    public Words Words => Printer.Words;

    public Because Because(string? reason = null) => new(reason, Person);

    public LocalDate Date(string? text, string where) => text is null ? Today : DateWords.Read(text, Today, where);

    /// <summary>What a command does before it acts, and after all that it may refuse: a refusal leaves everything as it was.</summary>
    public async Task RegisterAsync(CancellationToken cancel)
    {
        RegistrationReport? report = null;
        await Node.Opening.WhileStarting(async () => report = await Node.RegisterAsync(cancel));
        if (report is { ChangesNothing: false })
        {
            Printer.Note(RegistrationText.Done(report.ToView(), Words));
        }
    }

    /// <summary>What a sentence about this routine on this date needs.</summary>
    public Subject About(RoutineKey routine, LocalDate date) => Subject.Of(Routines.GetValueOrDefault(routine), date, Zone);

    /// <summary>As above, with the numbers of the runs that this one waits for.</summary>
    public async Task<Subject> AboutAsync(RunDetails details, CancellationToken cancel) =>
        About(details.Run.Routine, details.Run.OrderDate) with { RunsOf = await WaitedFor.FindAsync(details, Client, cancel) };

    /// <exception cref="UsageException">There is no such run: a wrong argument, wherever it is named.</exception>
    public async Task<RunDetails> RunAsync(RunId run, CancellationToken cancel) => await Client.FindRunAsync(run, cancel)
        ?? throw new UsageException(
            $"There is no run {run}; 'scheduler runs' lists them.", $"Não há execução {run}; 'scheduler runs' lista as que existem.");

    /// <summary>Null where it is not asked for.</summary>
    public LocalDate? DateOrNull(string? text, string where) => text is null ? null : DateWords.Read(text, Today, where);
}
