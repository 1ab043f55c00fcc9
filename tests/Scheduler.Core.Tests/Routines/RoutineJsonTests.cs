using NodaTime;
using RoutineScheduler.Cron;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Routines;

public sealed class RoutineJsonTests
{
    private const string Full =
        """
        {"key":"full","name":"Preços do dia","folder":"prices/b3","type":"Daily","cron":"0 9 1 * MON 30","dialect":"SecondsLast","dayFields":"Both",
        "every":"PT15M","dayGroup":"business-days(b3)","from":"20:00","until":"26:00:30","zone":"America/New_York","calendar":"b3",
        "validFrom":"2026-01-01","validTo":"2026-12-31","activeFrom":"2026-11-19T15:00:00Z","executor":"load-file",
        "parameters":{"a":{"c":"São","d":[2,1]},"b":1.50},"priority":10,"maxConcurrent":null,"overlap":"Skip",
        "retry":{"tries":5,"delay":"PT1M30S","growth":"Exponential","maxDelay":"PT1H","jitter":0.25},"timeOut":"PT2H","graceFor":"PT1.5S",
        "startWithin":"PT20M","keepPending":2,"retryUntil":"23:00","pollEvery":"PT1M","pollUntil":"22:00","catchUp":"Last","retryAbandoned":true,
        "after":[{"routine":"a"},{"routine":"b","date":"BusinessDays(-1, b3)","requires":"Failure","ifNotPlanned":"Wait"}]}
        """;

    [Fact]
    public void Properties_stand_in_one_order_and_parameters_are_canonical() =>
        Assert.Equal(Full.Replace("\n", "", StringComparison.Ordinal), RoutineJson.Write(ARoutine.Full()));

    [Fact]
    public void Defaults_are_left_out() =>
        Assert.Equal("""{"key":"daily","type":"Daily","cron":"0 9 * * *","executor":"x"}""", RoutineJson.Write(ARoutine.Daily()));

    [Fact]
    public void What_is_written_is_read_back()
    {
        var openWindow = ARoutine.Full() with { Window = new RunWindow(null, WallTime.Of(26)), DayGroup = null };
        foreach (var routine in new[] { ARoutine.Full(), ARoutine.Daily(), openWindow })
        {
            var read = RoutineJson.Read(RoutineJson.Write(routine));

            Assert.Equal(routine.After, read.After);
            Assert.Equal(routine with { After = [], Parameters = "" }, read with { After = [], Parameters = "" });
            Assert.Equal(RoutineJson.Write(routine), RoutineJson.Write(read));
        }
    }

    [Fact]
    public void Spacing_and_order_of_the_parameters_make_no_new_version_and_a_value_does()
    {
        var one = ARoutine.Daily() with { Parameters = """{"a":1,"b":2}""" };
        var same = ARoutine.Daily() with { Parameters = """{ "b": 2, "a": 1 }""" };
        var other = ARoutine.Daily() with { Parameters = """{"a":1,"b":3}""" };

        Assert.Equal(Hash(one), Hash(same));
        Assert.NotEqual(Hash(one), Hash(other));
        Assert.Matches("^[0-9a-f]{64}$", Hash(one));

        static string Hash(Routine routine) => RoutineJson.Hash(RoutineJson.Write(routine));
    }

    [Theory]
    [InlineData("""{"key":"a","type":"Daily","executor":"x","crno":"0 9 * * *"}""", "crno: unknown property")]
    [InlineData("""{"key":"a","type":"Daily","executor":"x","retry":{"trys":2}}""", "retry.trys: unknown property")]
    [InlineData(
        """{"key":"a","type":"Daily","executor":"x","after":[{"routine":"b"},{"routine":"c","dat":"Same"}]}""",
        "after[1].dat: unknown property")]
    [InlineData("""{"key":"A","type":"Daily","executor":"x"}""", "key: The routine key 'A'")]
    [InlineData("""{"type":"Daily","executor":"x"}""", "key: is missing")]
    [InlineData("""{"key":"a","type":"Daily"}""", "executor: is missing")]
    [InlineData("""{"key":"a","type":"daily","executor":"x"}""", "type: expected one of Daily, Monthly, Eventual, Cyclic")]
    [InlineData("""{"key":"a","executor":"x","every":"5 minutes"}""", "every: expected a duration such as \"PT5M\"")]
    [InlineData("""{"key":"a","executor":"x","every":"P1M"}""", "every: expected a duration")]
    [InlineData("""{"key":"a","executor":"x","every":"PT9000000000000000000H"}""", "every: expected a duration")]
    [InlineData("""{"key":"a","executor":"x","from":"48:01"}""", "from: expected a wall-clock time")]
    [InlineData("""{"key":"a","executor":"x","validFrom":"2026-13-01"}""", "validFrom: expected a date")]
    [InlineData("""{"key":"a","executor":"x","activeFrom":"2026-01-01"}""", "activeFrom: expected an instant")]
    [InlineData("""{"key":"a","executor":"x","priority":"high"}""", "priority: expected a whole number")]
    [InlineData("""{"key":"a","executor":"x","retryAbandoned":1}""", "retryAbandoned: expected true or false")]
    [InlineData("""{"key":"a","executor":"x","dayGroup":"busines-days(b3)"}""", "dayGroup: ")]
    [InlineData("""{"key":"a","executor":"x","parameters":[1]}""", "parameters: expected an object")]
    [InlineData("""{"key":"a","executor":"x","parameters":{"a":1,"a":2}}""", "parameters: ")]
    [InlineData("""{"key":"a","executor":"x","after":[{"routine":"b","date":"Days(1)"}]}""", "after[0].date: ")]
    [InlineData("""{"key":"a",""", "no JSON")]
    public void What_cannot_be_read_is_said_with_its_path(string json, string problem) =>
        Assert.Contains(problem, Assert.Throws<FormatException>(() => RoutineJson.Read(json)).Message);

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var refused = Assert.Throws<FormatException>(() => RoutineJson.Read("""{"key":"a","priority":"x","every":1,"foo":2}"""));

        Assert.StartsWith("The routine's JSON has 4 problems:", refused.Message);
    }

    [Fact]
    public void The_planners_settings_are_written_whole_and_read_back()
    {
        var settings = new PlannerSettings
        {
            Zone = "UTC",
            StartOfDay = new LocalTime(6, 0, 30),
            DefaultCalendar = "b3",
            DayFields = DayFields.Both,
            MaxRunsPerDate = 10,
        };

        Assert.Equal(
            """{"zone":"America/Sao_Paulo","startOfDay":"00:00:00","defaultCalendar":"anbima","dayFields":"Either","maxRunsPerDate":1500}""",
            PlannerSettingsJson.Write(PlannerSettings.Default));
        Assert.Equal(settings, PlannerSettingsJson.Read(PlannerSettingsJson.Write(settings)));
        Assert.Contains("zoen: unknown property", Assert.Throws<FormatException>(() => PlannerSettingsJson.Read("""{"zoen":"UTC"}""")).Message);
    }

    [Theory]
    [InlineData("24:00")]
    [InlineData("30:00")]
    public void A_day_begins_on_its_own_date(string startOfDay)
    {
        var json = $$"""{"zone":"UTC","startOfDay":"{{startOfDay}}","defaultCalendar":"b3"}""";

        Assert.Contains("startOfDay: ", Assert.Throws<FormatException>(() => PlannerSettingsJson.Read(json)).Message);
    }
}
