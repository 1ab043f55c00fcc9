using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Client;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using RoutineScheduler.Scenarios.Docs.OwnCalendars;
using RoutineScheduler.Scenarios.Driving;
using RoutineScheduler.Storage;
using Xunit;

namespace RoutineScheduler.Scenarios.Docs;

/// <summary>What docs/guides/calendars.md says is so.</summary>
public sealed class CalendarsGuideTests : Scenario
{
    private const string Page = "calendars.md";

    private static readonly LocalDate Monday = new(2026, 12, 21);
    private static readonly Instant Morning = Instant.FromUtc(2026, 12, 21, 11, 0);   // 08:00 in São Paulo

    private readonly SqliteFolder folder = new();

    public static TheoryData<string, int, int, int> BuiltIn => new()
    {
        { "br", 1950, 2199, 252 },
        { "anbima", 2000, 2199, 249 },
        { "b3", 2000, 2026, 247 },
        { "sao-paulo", 1950, 2199, 250 },
    };

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void The_table_of_built_in_calendars_is_right(string name, int from, int confirmed, int businessDays)
    {
        var calendar = CalendarSet.Brazilian.Get(name);

        Assert.Equal((from, confirmed, 2199), (calendar.FromYear, calendar.ConfirmedThrough, calendar.ProjectedThrough));
        Assert.Equal(businessDays, calendar.CountBusinessDays(new LocalDate(2026, 1, 1), new LocalDate(2027, 1, 1)));
        Assert.Contains($"| `{name}` | {from} | {confirmed} | {businessDays} |", GuidePage.Read(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_can_be_read()
    {
        var json = GuidePage.Blocks(Page, "json");

        var overlay = CalendarOverlay.FromJson(json[0]);
        Assert.True(overlay.ApplyTo(BrazilCalendars.B3).IsBusinessDay(new LocalDate(2026, 12, 24)));
        Assert.Equal(2027, overlay.ApplyTo(BrazilCalendars.B3).ConfirmedThrough);
        var nyse = BusinessCalendar.FromJson(json[1]);
        Assert.Equal(("nyse", 2026, 2027, 2028), (nyse.Name, nyse.FromYear, nyse.ConfirmedThrough, nyse.ProjectedThrough));
        Assert.Equal(new LocalTime(9, 30), nyse.HalfDayOn(new LocalDate(2026, 11, 27))!.Opens);
    }

    [Fact]
    public async Task An_overlay_holds_wherever_its_calendar_is_named_and_an_own_calendar_beside_it()
    {
        await using var host = Pump.At(Morning, scheduler =>
        {
            CalendarSnippets.AddOverlay(scheduler);
            CalendarSnippets.AddBackOffice(scheduler);
            CalendarSnippets.AddFromCode(scheduler);
            Nothing(scheduler);
        });
        await host.OpenAsync(Cancel);

        var calendars = await host.Client.CalendarsAsync(Cancel);

        Assert.Equal(["anbima", "b3", "back-office", "br", "nyse", "sao-paulo"], calendars.Names);
        var (b3, backOffice) = (calendars.Get("b3"), calendars.Get("back-office"));
        Assert.Equal((false, true), (b3.IsBusinessDay(new LocalDate(2026, 12, 23)), b3.IsBusinessDay(new LocalDate(2026, 12, 28))));
        Assert.Equal((true, false), (backOffice.IsBusinessDay(new LocalDate(2026, 12, 23)), backOffice.IsBusinessDay(new LocalDate(2026, 12, 28))));
        Assert.False(calendars.Get("nyse").IsBusinessDay(new LocalDate(2026, 11, 26)));
    }

    [Fact]
    public async Task A_source_is_asked_for_what_parameters_name()
    {
        await using var database = SqliteFactory.Instance.CreateDataSource($"Data Source={folder.File}.calendars;Pooling=False");
        await using (var make = database.CreateCommand("CREATE TABLE calendar (name TEXT, json TEXT)"))
        {
            await make.ExecuteNonQueryAsync(Cancel);
        }

        await using (var fill = database.CreateCommand($"INSERT INTO calendar VALUES ('nyse', '{GuidePage.Blocks(Page, "json")[1]}')"))
        {
            await fill.ExecuteNonQueryAsync(Cancel);
        }

        await using var host = Pump.At(Morning, scheduler =>
        {
            scheduler.Services.AddSingleton<DbDataSource>(database);
            CalendarSnippets.AddSource(scheduler);
            Settling(scheduler, "nyse");
        });
        await host.RunUntilAsync(Morning + Duration.FromHours(2), Cancel);

        var run = Assert.Single(await host.Client.RunsAsync(new RunQuery { Routines = ["settle"] }, Cancel));
        Assert.Equal("""{"pays":"2026-12-23"}""", Assert.Single((await host.Client.FindRunAsync(run.Id, Cancel))!.Attempts).Result);
    }

    [Fact]
    public async Task A_calendar_that_parameters_name_and_nobody_has_is_told_at_start()
    {
        await using var host = Pump.At(Morning, scheduler => Settling(scheduler, "nise"));

        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => host.OpenAsync(Cancel));

        Assert.Contains("\"nise\"", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_calendar_is_named_a_business_day_is_the_routines_and_not_that_of_its_day_group()
    {
        var seen = new Dictionary<string, string>();
        await using var host = Pump.At(Instant.FromUtc(2026, 12, 28, 11, 0), scheduler => scheduler
            .AddRoutine("by-default", routine => routine.On("business-days(b3)").At("0 9 * * *").Executes((run, _) => Note(run)))
            .AddRoutine("by-b3", routine => routine.On("business-days(b3)").At("0 9 * * *").Calendar("b3").Executes((run, _) => Note(run))));

        await host.RunUntilAsync(Instant.FromUtc(2026, 12, 28, 13, 0), Cancel);

        Assert.Equal(("2026-12-24", "2026-12-23"), (seen["by-default"], seen["by-b3"]));

        Task Note(IRunContext run)
        {
            lock (seen)
            {
                seen[run.Routine.Value] = $"{run.Calendar.PreviousBusinessDay(run.OrderDate):uuuu'-'MM'-'dd}";
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_restart_with_another_calendar_takes_away_what_has_not_started_and_leaves_what_has_ended()
    {
        await StartHost(Morning, Two).RunUntilAsync(Morning + Duration.FromHours(2), Cancel);

        var closed = new CalendarOverlay { Calendar = "b3", Add = [new AddedHoliday(new LocalDate(2026, 12, 21), "Falta de energia", "Power cut")] };
        await StartHost(Morning + Duration.FromHours(3), scheduler => Two(scheduler.AddCalendarOverlay(closed))).RoundAsync(Cancel);

        Assert.Equal(RunState.Succeeded, (await RunOfAsync("morning", Monday)).State);
        Assert.Equal(RunState.Superseded, (await RunOfAsync("evening", Monday)).State);

        static void Two(IRoutineSchedulerBuilder scheduler) => scheduler
            .AddRoutine("morning", routine => routine.On("business-days(b3)").At("0 9 * * *").Executes((_, _) => Task.CompletedTask))
            .AddRoutine("evening", routine => routine.On("business-days(b3)").At("0 20 * * *").Executes((_, _) => Task.CompletedTask));
    }

    [Fact]
    public async Task A_calendar_that_only_a_template_names_is_the_new_one_for_what_was_loaded_before_and_has_not_started()
    {
        var seen = new List<string>();
        var echo = new ExecutorName<Word>("echo");
        await StartHost(Morning, Define).RoundAsync(Cancel);

        var closed = new CalendarOverlay { Calendar = "sao-paulo", Add = [new AddedHoliday(new LocalDate(2026, 12, 18), "Enchente", "Flood")] };
        StartHost(Morning + Duration.FromMinutes(1), scheduler => Define(scheduler.AddCalendarOverlay(closed)));
        await Host.RunUntilAsync(Morning + Duration.FromHours(27), Cancel);

        Assert.Equal(["2026-12-17", "2026-12-21"], seen);

        void Define(IRoutineSchedulerBuilder scheduler) => scheduler
            .AddExecutor(echo, (Word word, IRunContext _, CancellationToken _) =>
            {
                seen.Add(word.Said);
                return Task.CompletedTask;
            })
            .AddRoutine("x", routine => routine.At("0 9 * * *").Executes(echo, new Word { Said = "{orderDate-1bd(sao-paulo):yyyy-MM-dd}" }));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    private protected override IStorage Open(IClock clock) => folder.Open(clock);

    private static void Nothing(IRoutineSchedulerBuilder scheduler) => CalendarSnippets.AddRoutineWithCalendar(scheduler);

    private static void Settling(IRoutineSchedulerBuilder scheduler, string market) => scheduler
        .AddExecutor<CalendarSnippets.Settler, Settlement>(CalendarSnippets.Settle)
        .AddRoutine("settle", routine => routine.At("0 9 * * *").Executes(CalendarSnippets.Settle, new Settlement { Market = market }));

    private sealed record Word
    {
        public required string Said { get; init; }
    }
}
