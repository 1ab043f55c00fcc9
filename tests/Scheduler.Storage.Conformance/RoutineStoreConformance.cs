using NodaTime;
using RoutineScheduler.Routines;
using RoutineScheduler.Storage.Conformance.Builders;
using Xunit;

namespace RoutineScheduler.Storage.Conformance;

/// <summary>Definitions and their versions.</summary>
public abstract class RoutineStoreConformance : StorageConformance
{
    [Fact]
    public async Task A_store_without_definitions_says_so()
    {
        var stored = await Store.Routines.ReadAsync(Cancel);

        Assert.Equal((0, 0, null), (stored.Routines.Count, stored.Calendars.Count, stored.Settings));
    }

    [Fact]
    public async Task What_is_registered_first_is_version_one_and_active_from_now()
    {
        var routine = ADefinition.OfRoutine("prices");
        var calendar = ADefinition.Of(DefinitionKind.Calendar, "mine", """{"holidays":[]}""");
        var settings = ADefinition.Of(DefinitionKind.Settings, "planner", """{"zone":"UTC"}""");

        var report = await RegisterAsync(routine, calendar, settings);

        Assert.Equal(["prices"], report.New.Select(key => key.Value));
        Assert.Equal(
            (0, 0, 0, 1, true), (report.Changed.Count, report.Retired.Count, report.Returned.Count, report.ChangedCalendars, report.SettingsChanged));
        var stored = await Store.Routines.ReadAsync(Cancel);
        var (version, activeFrom, retiredAt) = Assert.Single(stored.Routines);
        Assert.Equal(new StoredVersion(version.Id, routine, 1, Clara, Noon, "deploy", "build 7"), version);
        Assert.Equal((Noon, null), (activeFrom, retiredAt));
        Assert.Equal(calendar, Assert.Single(stored.Calendars).Definition);
        Assert.Equal(settings, stored.Settings?.Definition);
        Assert.Equal(3, stored.Calendars.Append(version).Append(stored.Settings).DistinctBy(it => it!.Id).Count());
    }

    [Fact]
    public async Task Registering_the_same_again_writes_nothing()
    {
        await RegisterAsync(ADefinition.OfRoutine("prices"));
        var before = await Store.Routines.ReadAsync(Cancel);
        Clock.Advance(Hour);

        var report = await RegisterAsync(ADefinition.OfRoutine("prices"));

        Assert.Equal(
            (0, 0, 0, 0, 0, false),
            (report.New.Count, report.Changed.Count, report.Retired.Count, report.Returned.Count, report.ChangedCalendars, report.SettingsChanged));
        Assert.Equal(before.Routines, (await Store.Routines.ReadAsync(Cancel)).Routines);
    }

    [Fact]
    public async Task Another_definition_is_a_new_version_and_the_old_ones_stay()
    {
        await RegisterAsync(ADefinition.OfRoutine("prices", "0 1 * * *"));
        Clock.Advance(Hour);
        var report = await RegisterAsync(ADefinition.OfRoutine("prices", "0 2 * * *"));
        await RegisterAsync(ADefinition.OfRoutine("prices", "0 1 * * *"));

        Assert.Equal(["prices"], report.Changed.Select(key => key.Value));
        Assert.Empty(report.New);
        var history = await Store.Routines.ReadHistoryAsync(DefinitionKind.Routine, "prices", Cancel);
        Assert.Equal([3, 2, 1], history.Select(version => version.Number));
        Assert.Equal([history[0].Id, history[1].Id, history[2].Id], history.Select(version => version.Id).OrderDescending());
        var newest = Assert.Single((await Store.Routines.ReadAsync(Cancel)).Routines);
        Assert.Equal((history[0], Noon), (newest.Version, newest.ActiveFrom));
    }

    [Fact]
    public async Task Pinned_versions_are_read_by_id_and_an_unknown_one_is_missing()
    {
        await RegisterAsync(ADefinition.OfRoutine("a"), ADefinition.OfRoutine("b"));
        await RegisterAsync(ADefinition.OfRoutine("a", "0 2 * * *"), ADefinition.OfRoutine("b"));
        var old = (await Store.Routines.ReadHistoryAsync(DefinitionKind.Routine, "a", Cancel))[^1];

        Assert.Equal([old], await Store.Routines.ReadVersionsAsync([old.Id, 9_999_999, old.Id], Cancel));
        Assert.Empty(await Store.Routines.ReadVersionsAsync([], Cancel));
    }

    [Fact]
    public async Task Calendars_and_settings_are_read_as_they_stood_when_one_of_them_was_the_newest()
    {
        static Definition[] Of(int a, int settings, params Definition[] others) =>
        [
            ADefinition.Of(DefinitionKind.Calendar, "a", $"{a}"), ADefinition.Of(DefinitionKind.Settings, "planner", $"{settings}"), .. others,
        ];
        Assert.Equal(0, (await Store.Routines.ReadAsync(Cancel)).CalendarsAsOf);
        await RegisterAsync(Of(1, 1));
        var first = await Store.Routines.ReadAsync(Cancel);
        await RegisterAsync(Of(2, 1, ADefinition.Of(DefinitionKind.Calendar, "b", "1"), ADefinition.OfRoutine("prices")));
        var second = await Store.Routines.ReadAsync(Cancel);
        await RegisterAsync(Of(2, 2, ADefinition.OfRoutine("prices", "0 1 * * *")));
        var third = await Store.Routines.ReadAsync(Cancel);
        await RegisterAsync(Of(1, 2, ADefinition.OfRoutine("prices", "0 2 * * *")));

        foreach (var then in new[] { first, second, third })
        {
            var stood = await Store.Routines.ReadCalendarsAsync(then.CalendarsAsOf, Cancel);
            Assert.Equal(then.Calendars, stood.Calendars);
            Assert.Equal((then.Settings, then.CalendarsAsOf), (stood.Settings, stood.CalendarsAsOf));
        }

        var none = await Store.Routines.ReadCalendarsAsync(0, Cancel);
        Assert.Equal((0, null), (none.Calendars.Count, none.Settings));
    }

    [Fact]
    public async Task What_is_gone_from_the_code_is_retired_and_what_comes_back_is_active_from_then()
    {
        await RegisterAsync(ADefinition.OfRoutine("a"), ADefinition.OfRoutine("b"));
        Clock.Advance(Hour);
        Assert.Equal(["b"], (await RegisterAsync(ADefinition.OfRoutine("a"))).Retired.Select(key => key.Value));
        Assert.Equal(Noon + Hour, (await StandingAsync("b")).RetiredAt);

        Clock.Advance(Hour);
        Assert.Empty((await RegisterAsync(ADefinition.OfRoutine("a"))).Retired);
        Assert.Equal(Noon + Hour, (await StandingAsync("b")).RetiredAt);

        var back = await RegisterAsync(ADefinition.OfRoutine("a"), ADefinition.OfRoutine("b"));
        Assert.Equal(("b", 0, 0), (Assert.Single(back.Returned).Value, back.New.Count, back.Changed.Count));
        Assert.Equal((Noon + Hour + Hour, null), ((await StandingAsync("b")).ActiveFrom, (await StandingAsync("b")).RetiredAt));
        Assert.Equal(Noon, (await StandingAsync("a")).ActiveFrom);
        Assert.Single(await Store.Routines.ReadHistoryAsync(DefinitionKind.Routine, "b", Cancel));
    }

    [Fact]
    public async Task The_mark_is_another_after_every_registration_that_wrote_something_whoever_asks()
    {
        Definition[] first = [ADefinition.OfRoutine("a"), ADefinition.OfRoutine("b"), ADefinition.Of(DefinitionKind.Settings, "planner", "1")];
        Definition[] anotherVersion = [ADefinition.OfRoutine("a", "0 1 * * *"), .. first[1..]];
        Definition[] otherSettings = [.. anotherVersion[..2], ADefinition.Of(DefinitionKind.Settings, "planner", "2")];
        Definition[] aCalendar = [.. otherSettings, ADefinition.Of(DefinitionKind.Calendar, "mine", "{}")];
        Definition[] aRetirement = [aCalendar[0], .. aCalendar[2..]];
        var marks = new List<long> { await MarkAsync() };

        foreach (var definitions in new[] { first, anotherVersion, otherSettings, aCalendar, aRetirement, aCalendar })
        {
            Clock.Advance(Hour);
            await RegisterAsync(definitions);
            marks.Add(await MarkAsync());
        }

        await Store.Routines.RegisterAsync(
            ADefinition.Set(aCalendar) with { ActiveFrom = new Dictionary<RoutineKey, Instant> { ["a"] = Noon } }, Clara, Cancel);
        marks.Add(await MarkAsync());
        Assert.Equal(marks.Distinct(), marks);
        Assert.Equal(marks[^1], await (await OpenAsync(Clock)).Routines.ReadMarkAsync(Cancel));
    }

    [Fact]
    public async Task The_mark_stays_where_a_registration_writes_nothing_and_where_runs_are_loaded()
    {
        await RegisterAsync(ADefinition.OfRoutine("a"));
        var before = await MarkAsync();

        Clock.Advance(Hour);
        await RegisterAsync(ADefinition.OfRoutine("a"));
        await LoadAsync(APlannedRun.DueAt(Noon));

        Assert.Equal(before, await MarkAsync());
    }

    [Fact]
    public async Task A_routine_may_name_itself_from_when_it_is_active()
    {
        var named = Noon - Duration.FromDays(9);
        await Store.Routines.RegisterAsync(
            ADefinition.Set(ADefinition.OfRoutine("a")) with { ActiveFrom = new Dictionary<RoutineKey, Instant> { ["a"] = named } }, Clara, Cancel);
        Assert.Equal(named, (await StandingAsync("a")).ActiveFrom);

        await RegisterAsync(ADefinition.OfRoutine("a"));
        Assert.Equal(named, (await StandingAsync("a")).ActiveFrom);
    }

    [Fact]
    public async Task One_key_may_name_a_routine_and_a_calendar()
    {
        await RegisterAsync(ADefinition.OfRoutine("b3"), ADefinition.Of(DefinitionKind.Calendar, "b3", "{}"));

        Assert.Equal(
            DefinitionKind.Calendar, Assert.Single(await Store.Routines.ReadHistoryAsync(DefinitionKind.Calendar, "b3", Cancel)).Definition.Kind);
        Assert.Equal(
            DefinitionKind.Routine, Assert.Single(await Store.Routines.ReadHistoryAsync(DefinitionKind.Routine, "b3", Cancel)).Definition.Kind);
    }

    private Task<RegistrationReport> RegisterAsync(params Definition[] definitions) =>
        Store.Routines.RegisterAsync(ADefinition.Set(definitions), Clara, Cancel);

    private Task<long> MarkAsync() => Store.Routines.ReadMarkAsync(Cancel);

    private async Task<StoredRoutine> StandingAsync(string key) =>
        (await Store.Routines.ReadAsync(Cancel)).Routines.Single(routine => routine.Version.Definition.Key == key);
}
