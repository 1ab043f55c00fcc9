using NodaTime;
using RoutineScheduler.DayGroups;
using RoutineScheduler.Planning;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Planning;

public sealed class LoadReportTests
{
    [Fact]
    public void In_english_it_has_header_counts_and_a_line_per_routine() =>
        Assert.Equal(
            """
            DAILY LOAD OF ROUTINES
            ======================
            Order date: 2026-11-20
            Began: 2026-11-19 23:45:00
            Ended: 2026-11-19 23:45:02
            Duration: 2.5 s
            Status: Loaded
            Started by: node-1 (automatic)

            Routines processed: 3
            Runs added: 2
            Runs moved: 0
            Runs superseded: 0
            Routines ignored: 2
            Undecided: 0

            ADDED
              night | Daily | 09:00
              night | Daily | 26:30

            IGNORED
              Download B3 | Daily | Holiday(b3, "Consciência Negra")
              monthly | Monthly | NotInDayGroup

            """,
            LoadReportText.Of(Report()));

    [Fact]
    public void In_portuguese_it_is_in_portuguese_words() =>
        Assert.Equal(
            """
            CARGA DIÁRIA DE ROTINAS
            =======================
            Data: 20/11/2026
            Início: 19/11/2026 23:45:00
            Fim: 19/11/2026 23:45:02
            Duração: 2,5 s
            Status: Concluída
            Iniciada por: node-1 (automática)

            Rotinas processadas: 3
            Execuções adicionadas à fila: 2
            Execuções movidas: 0
            Execuções substituídas: 0
            Rotinas ignoradas: 2
            Indecididas: 0

            ADICIONADAS
              night | Diário | 09:00
              night | Diário | 26:30

            IGNORADAS
              Download B3 | Diário | feriado no calendário b3: Consciência Negra
              monthly | Mensal | fora do grupo de dias

            """,
            LoadReportText.Of(Report(), "pt-BR"));

    [Fact]
    public void Its_file_is_called_as_in_the_old_system() => Assert.Equal("ROTINA-DIARIA-20112026.txt", Report().FileName);

    [Theory]
    [InlineData("en")]
    [InlineData("pt-BR")]
    public void Every_status_and_type_has_words(string language)
    {
        foreach (var status in Enum.GetValues<LoadReportStatus>())
        {
            Assert.Contains("Status: ", LoadReportText.Of(Report() with { Status = status }, language));
        }

        foreach (var type in Enum.GetValues<RoutineType>())
        {
            Assert.NotEmpty(LoadReportText.Of(Report() with { Against = [new ReportedAgainst("a", "a", type, ["x"])] }, language));
        }
    }

    [Fact]
    public void Only_the_runs_that_were_added_have_a_line()
    {
        var lines = Plan().Report(run => run.Slot == 3 * 3_600);

        Assert.Equal("night", Assert.Single(lines.Runs).Name);
    }

    private static DayPlan Plan() => APlan.Planner(
        PlannerSettings.Default with { StartOfDay = new LocalTime(6, 0) },
        APlan.Routine() with { Name = "Download B3" },
        APlan.Daily("0 9 * * *") with { Key = "night", Cron = "0,30 2,9 * * *", Window = RunWindow.Between("06:00", "26:45") },
        APlan.Daily("0 9 * * *") with { Key = "monthly", Type = RoutineType.Monthly, DayGroup = DayRule.Parse("day-of-month(5)") })
        .Plan(APlan.Date("2026-11-20"));

    private static LoadReport Report()
    {
        var facts = new LoadReportFacts(
            APlan.At("2026-11-19T23:45:00-03:00"), APlan.At("2026-11-19T23:45:02.5-03:00"), "Automatic", "node-1", Added: 2);
        return LoadReport.Of(
            Plan(), DateTimeZoneProviders.Tzdb["America/Sao_Paulo"], LoadReportStatus.Loaded, facts, run => run.Slot is 3 * 3_600 or 73_800);
    }
}
