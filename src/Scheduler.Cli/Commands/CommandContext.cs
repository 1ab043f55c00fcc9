using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Client;
using RoutineScheduler.Hosting;
using RoutineScheduler.Storage;

namespace RoutineScheduler.Cli.Commands;

/// <summary>What every command shares: the options that all have, and the way to an opened scheduler.</summary>
/// <param name="Host">Null in the tool, which makes one for the storage that is named.</param>
internal sealed record CommandContext(Surroundings Surroundings, Words Words, IHost? Host, CancellationToken Hurry)
{
    public Option<bool> Json { get; } = new("--json")
    {
        Recursive = true,
        Description = Words[
            "Answer as JSON (a line per entry with logs --follow).", "Responde em JSON (uma linha por registro com logs --follow)."],
    };

    public Option<bool> Quiet { get; } = new("--quiet")
    {
        Recursive = true, Description = Words["No progress and no remarks.", "Sem progresso e sem observações."],
    };

    /// <summary>Read before the command line is parsed, because its help is in that language too.</summary>
    public Option<string> Lang { get; } = Language(Words);

    public Option<string> Actor { get; } = new("--actor")
    {
        Recursive = true, HelpName = "name",
        Description = Words["Who acts; user@machine where it is left out.", "Quem age; usuário@máquina se omitido."],
    };

    public Option<string> Storage { get; } = new("--storage")
    {
        Recursive = true, HelpName = "sqlite:FILE",
        Description = Words[
            "The scheduler's database; else the variable SCHEDULER_STORAGE.", "O banco do scheduler; senão a variável SCHEDULER_STORAGE."],
    };

    /// <summary>For commands that have no scheduler to ask.</summary>
    public IClock Clock => Host?.Services.GetService<IClock>() ?? Surroundings.Clock;

    /// <summary>For commands that only calculate: a storage adds the host's own calendars, but is not needed.</summary>
    public bool HasScheduler(ParseResult parsed) => Host?.Services.GetRequiredService<IStorage>().IsThere ?? StorageText(parsed) is not null;

    public Printer PrinterFor(ParseResult parsed, DateTimeZone zone) =>
        new(Surroundings, Words, zone, parsed.GetValue(Json), parsed.GetValue(Quiet));

    /// <summary>For questions, and for what people do with runs that are there: the program's own definitions are not registered.</summary>
    public Task<int> WithSchedulerAsync(ParseResult parsed, Func<Desk, Task<int>> run, CancellationToken cancel) =>
        WithSchedulerAsync(parsed, run, NodeOpening.OfGuest, cancel);

    /// <summary>
    /// For what acts with the program's own definitions: known to the desk, and registered by <see cref="Desk.RegisterAsync"/> once nothing is
    /// left to refuse.
    /// </summary>
    public Task<int> WithDefinitionsAsync(ParseResult parsed, Func<Desk, Task<int>> run, CancellationToken cancel) =>
        WithSchedulerAsync(parsed, run, NodeOpening.OfCommand, cancel);

    private async Task<int> WithSchedulerAsync(
        ParseResult parsed, Func<Desk, Task<int>> run, NodeOpening opening, CancellationToken cancel)
    {
        if (Host is not null)
        {
            return await run(await OpenAsync(Host, opening, parsed, cancel));
        }

        var made = ToolHost.Create(StorageText(parsed) ?? throw new UsageException(
            "No storage is named: add --storage sqlite:FILE, or set SCHEDULER_STORAGE.",
            "Falta o banco: informe --storage sqlite:ARQUIVO ou defina SCHEDULER_STORAGE."), Surroundings);
        try
        {
            return await run(await OpenAsync(made, NodeOpening.OfGuest, parsed, cancel));   // the tool defines nothing
        }
        finally
        {
            await ((IAsyncDisposable)made).DisposeAsync();
        }
    }

    private async Task<Desk> OpenAsync(IHost host, NodeOpening opening, ParseResult parsed, CancellationToken cancel)
    {
        var (node, notice) = (host.Services.GetRequiredService<SchedulerNode>(), new WaitingNotice(Surroundings, Words));
        node.Opening = opening with { WhileStarting = notice.WhileAsync };
        var client = new PatientClient(host.Services.GetRequiredService<ISchedulerClient>(), notice);
        var now = await notice.WhileAsync(() => client.NowAsync(cancel));   // which opens the scheduler
        var stored = await client.RoutinesAsync(cancel);
        var own = opening == NodeOpening.OfCommand ? host.Services.GetRequiredService<SchedulerDefinition>().Routines : [];
        var zone = DateTimeZoneProviders.Tzdb[now.Zone];
        return new Desk(
            client, node, host.Services.GetRequiredService<SchedulerTime>(), PrinterFor(parsed, zone), zone, now.Now, now.Today,
            Given.Actor(parsed.GetValue(Actor) is { Length: > 0 } named ? named : Surroundings.Person),
            own.Concat(stored.Select(view => view.Routine)).DistinctBy(routine => routine.Key).ToDictionary(routine => routine.Key), Hurry);
    }

    private string? StorageText(ParseResult parsed) =>
        new[] { parsed.GetValue(Storage), Surroundings.Variable("SCHEDULER_STORAGE") }.FirstOrDefault(text => !string.IsNullOrEmpty(text));

    private static Option<string> Language(Words words)
    {
        var option = new Option<string>("--lang")
        {
            Recursive = true,
            Description = words[
                "Language of texts: en or pt-BR; by LC_ALL or LANG where it is left out.",
                "Idioma dos textos: en ou pt-BR; por LC_ALL ou LANG se omitido."],
        };
        option.AcceptOnlyFromAmong("en", "pt-BR");
        return option;
    }
}
