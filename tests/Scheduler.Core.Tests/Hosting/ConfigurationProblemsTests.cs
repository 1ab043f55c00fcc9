using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RoutineScheduler.Core.Tests.Execution;
using RoutineScheduler.Execution;
using RoutineScheduler.Hosting;
using RoutineScheduler.Queue;
using RoutineScheduler.Routines;
using Xunit;

namespace RoutineScheduler.Core.Tests.Hosting;

/// <summary>Whatever is wrong is told at start, in one exception.</summary>
public class ConfigurationProblemsTests
{
    private static readonly ExecutorName<Sized> Typed = new("typed");

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor<NeedsMore, Sized>(new ExecutorName<Sized>("class"))
                .AddExecutor(Typed, (Sized _, IRunContext _, IMissing _, CancellationToken _) => Task.CompletedTask)
                .AddRoutine("twice", Nothing)
                .AddRoutine("twice", Nothing)
                .AddRoutine("No Key", Nothing)
                .AddRoutine("calendar", routine => Nothing(routine.On("business-days(b4)")))
                .AddRoutine("executor", routine => routine.Executes(new ExecutorName<Sized>("typde"), new Sized()))
                .AddRoutine("zone", routine => Nothing(routine.InZone("America/Sao_Paolo").At("0 9 * * *")))
                .AddRoutine("a", routine => Nothing(routine.At("0 9 * * *").After("b")))
                .AddRoutine("b", routine => Nothing(routine.At("0 9 * * *").After("a")))
                .AddRoutine("never", routine => Nothing(routine.At("0 0 30 2 *")))
                .AddRoutine("type", routine => routine.Executes(new ExecutorName<Other>("typed"), new Other { Size = "big" }))
                .AddRoutine("unknown", routine => routine.Executes(new ExecutorName<Stranger>("typed"), new Stranger { Sise = 1 }))
                .AddRoutine("range", routine => routine.Executes(Typed, new Sized { Size = 11 }))
                .AddRoutine("template", routine => routine.Executes(Typed, new Sized { Text = "{ordrDate:yyyy}" }))
                .AddRoutine("day-group", routine => Nothing(routine.On("busines-days")))
                .AddRoutine("window", routine => Nothing(routine.Between("8", "nine")))
                .AddRoutine("nothing", routine => routine.At("0 9 * * *"))
                .AddRoutine("eventual", routine => Nothing(routine.Eventual().At("0 9 * * *")))
                .AddRoutine("unwritable", routine => routine.Executes(Typed, new Sized { Text = null! })),
            options =>
            {
                options.TimeZone = "Brazil/Nowhere";
                options.StartOfDay = TimeSpan.FromHours(25);
                options.Places = 0;
                options.RenewEvery = TimeSpan.FromMinutes(1);
                options.ArtifactRoot = "";
            }));

        string[] told =
        [
            "RoutineScheduler:TimeZone is 'Brazil/Nowhere'; it must be an IANA zone",
            "RoutineScheduler:StartOfDay is '1.01:00:00'; it must be 00:00:00 to 23:59:59",
            "RoutineScheduler:Places is '0'; it must be 1 to 10,000.",
            "RoutineScheduler:RenewEvery is '00:01:00'",
            "RoutineScheduler:ArtifactRoot is ''",
            "Two routines have the key 'twice': ConfigurationProblemsTests.cs:",
            "No Key",
            "b4",
            "Routine 'executor', Executor: there is no 'typde'. Did you mean \"typed\"? Registered are class, typed.",
            "America/Sao_Paolo",
            "a → b → a",
            "never",
            "Routine 'type', parameters of 'typed': $.size: ",
            "Routine 'unknown', parameters of 'typed': $.sise: ",
            "Routine 'range', parameters of 'typed': $.size: ",
            "Routine 'template', parameters of 'typed': $.text: '{ordrDate:yyyy}' is no template",
            "Routine 'day-group', DayGroup: ",
            "Routine 'window', Window: '8' to 'nine' is no window",
            "Routine 'nothing', Executor: there is none; Executes(…) gives it one",
            "Routine 'eventual', Type: Eventual() says that it runs only when ordered, but there is also what makes it Daily; leave one of them out.",
            "Routine 'unwritable', Parameters: those of 'typed' cannot be written as JSON",
            "Executor 'class' (ConfigurationProblemsTests.cs:",
            "takes IMissing, which is not among the services: register it.",
        ];
        Assert.All(told, problem => Assert.Contains(wrong.Problems, found => found.Contains(problem)));
        Assert.All(wrong.Problems, problem => Assert.Contains(problem, wrong.Message));
        Assert.Equal(2, wrong.Problems.Count(problem => problem.Contains("takes IMissing")));
        Assert.Single(wrong.Problems, problem => problem.Contains("'nothing'"));
        Assert.Equal(wrong.Problems.Count, wrong.Problems.Distinct().Count());
    }

    [Fact]
    public async Task What_parameters_cannot_know_by_themselves_is_asked_for_each_routine_and_told_with_all_others()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .CheckParameters(Typed, it => it.Parameters.Text == "fine" || !it.IsKnown(it.Parameters.Text)
                ? []
                : [$"'{it.Parameters.Text}' is none of {string.Join(", ", it.Routines)}.{it.DidYouMean(it.Parameters.Text, ["fine"])}"])
            .CheckParameters(new ExecutorName<Stranger>("typed"), _ => ["it is never asked"])
            .CheckParameters(new ExecutorName<Sized>("tped"), _ => ["it is never asked"])
            .CheckParameters(new ExecutorName<Sized>("e"), _ => ["it is never asked"])
            .CheckParameters(new ExecutorName<object>("typed"), _ => [])
            .AddExecutor(Typed, (Sized _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("a", routine => routine.Executes(Typed, new Sized { Text = "fien" }))
            .AddRoutine("b", routine => routine.Executes(Typed, new Sized { Text = "fine" }))
            .AddRoutine("c", routine => routine.Executes(Typed, new Sized { Text = "{secret:X}" }))
            .AddRoutine("d", routine => routine.Executes(Typed, new Sized { Size = 11 }))
            .AddRoutine("e", Nothing)
            .AddRoutine("No Key", Nothing)));

        Assert.Equal(6, wrong.Problems.Count);
        Assert.Contains("CheckParameters(…) is for the executor 'tped', which is not there. Did you mean \"typed\"?", wrong.Problems);
        Assert.Contains(wrong.Problems, problem => Regex.IsMatch(
            problem, @"^CheckParameters\(…\) of Stranger is for the executor 'typed' \(\S+\.cs:\d+\), which takes Sized\.$"));
        Assert.Contains(wrong.Problems, problem => Regex.IsMatch(
            problem, @"^CheckParameters\(…\) is for the executor 'e' \(\S+\.cs:\d+\), which takes no parameters\.$"));
        Assert.Contains("Routine 'a', parameters of 'typed': 'fien' is none of a, b, c, d, e. Did you mean \"fine\"?", wrong.Problems);
    }

    [Fact]
    public async Task A_check_that_fails_and_a_path_that_is_none_are_problems_beside_all_others()
    {
        const string Of = "Routine 'a', parameters of 'typed': CheckParameters(…) ";
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddCalendarFile("\0")
            .AddCalendarOverlayFile(null!)
            .Check(_ => throw new InvalidOperationException("no check"))
            .Check(_ => null!)
            .CheckParameters(Typed, _ => throw new InvalidOperationException("at once"))
            .CheckParameters(Typed, _ => null!)
            .CheckParameters(Typed, _ => Enumerable.Range(0, 2).Select(n => n == 0 ? "said before" : throw new InvalidOperationException("later")))
            .AddExecutor(Typed, (Sized _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("a", routine => routine.Executes(Typed, new Sized()))
            .AddRoutine("b", routine => routine.Executes(Typed, new Sized { Size = 11 }))
            .AddRoutine("No Key", Nothing)));

        string[] told =
        [
            "Calendar file '\\0' is no path: give that of a JSON file.",
            "Calendar overlay file '' is no path: give that of a JSON file.",
            "A Check(…) of the host's could not be asked: InvalidOperationException: no check",
            "A Check(…) of the host's answered with null; where nothing is wrong, it answers with an empty list.",
            $"{Of}could not be asked: InvalidOperationException: at once",
            $"{Of}answered with null; where nothing is wrong, it answers with an empty list.",
            "Routine 'a', parameters of 'typed': said before",
            $"{Of}could not be asked: InvalidOperationException: later",
        ];
        Assert.Subset(wrong.Problems.ToHashSet(), told.ToHashSet());
        Assert.Contains(wrong.Problems, problem => problem.StartsWith("Routine 'b', parameters of 'typed': $.size: ", StringComparison.Ordinal));
        Assert.Contains(wrong.Problems, problem => problem.Contains("No Key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_only_the_run_knows_is_no_mistake()
    {
        await using var node = await ANode.OpenAsync(
            scheduler => scheduler
                .AddExecutor<MadeByHost, Sized>(new ExecutorName<Sized>("by-host"))
                .AddExecutor<Keyed, Sized>(Typed)
                .AddRoutine("source.of-all", Nothing)
                .AddRoutine("it", routine => routine.After("source.of-all")
                    .Executes(Typed, new Sized { Link = "{result:source.of-all.url}", Text = "{orderDate+0bd(b3):yyyy}{secret:X}{date:yyyy}" })),
            services: services => services.AddScoped(_ => new MadeByHost(7)).AddKeyedSingleton<IMissing>("key", new Missing()));

        Assert.Equal(2, (await node.Client.RoutinesAsync(TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task Each_wrong_template_is_told_with_its_path_and_hides_nothing_else()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddExecutor(Typed, (Sized _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("download", Nothing)
            .AddRoutine("it", routine => routine.After("download")
                .Executes(Typed, new Sized { Size = 11, Text = "{orderDate:qq}{nope}", Link = "{result:downlod.path}{orderDate-1bd(b4)}" }))));

        const string Of = "Routine 'it', parameters of 'typed': ";
        Assert.Equal(
            [
                $"{Of}$.link: '{{orderDate-1bd(b4)}}': There is no calendar \"b4\".",
                $"{Of}$.link: '{{result:downlod.path}}' asks for the result of 'downlod', but it waits for download. Did you mean \"download\"?",
                $"{Of}$.size: The field Size must be between 0 and 10.",
                $"{Of}$.text: 'qq' in '{{orderDate:qq}}' is no date format",
                $"{Of}$.text: '{{nope}}' is no template",
            ],
            wrong.Problems.Order(StringComparer.Ordinal), (start, problem) => problem.StartsWith(start, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parameters_that_cannot_be_written_are_one_problem_with_its_place()
    {
        var needed = new ExecutorName<Needed>("needed");
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddExecutor(needed, (Needed _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("it", routine => routine.Executes(needed, new Needed { Text = null! }))));

        Assert.Equal(
            "Routine 'it', Parameters: those of 'needed' cannot be written as JSON: " +
            "$.Text is null, or of a kind that its type does not allow.",
            Assert.Single(wrong.Problems));
    }

    [Fact]
    public async Task A_result_of_a_routine_that_is_not_waited_for_is_told_with_what_to_add()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddExecutor(Typed, (Sized _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("it", routine => routine.Executes(Typed, new Sized { Text = "{result:none.path}" }))));

        Assert.Equal(
            "Routine 'it', parameters of 'typed': $.text: '{result:none.path}' asks for the result of 'none', but it waits for none. " +
            "Add After(\"none\"), or name one that it waits for.",
            Assert.Single(wrong.Problems));
    }

    [Fact]
    public async Task What_a_template_with_dates_makes_is_judged_as_it_will_be()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddExecutor(Typed, (Sized _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("good", routine => routine.Executes(Typed, new Sized { Link = "https://host/{orderDate:yyyyMMdd}" }))
            .AddRoutine("secret", routine => routine.Executes(Typed, new Sized { Link = "{secret:LINK}" }))
            .AddRoutine("bad", routine => routine.Executes(Typed, new Sized { Link = "host/{orderDate:yyyyMMdd}" }))));

        Assert.StartsWith("Routine 'bad', parameters of 'typed': $.link: ", Assert.Single(wrong.Problems));
    }

    [Fact]
    public async Task A_wrong_option_stands_beside_a_wrong_routine_and_nothing_was_opened()
    {
        var time = new VirtualTime(ANode.Noon);
        var storage = new GatedStorage(new RoutineScheduler.Storage.InMemory.InMemoryStorage(time.Clock));

        await Assert.ThrowsAsync<SchedulerConfigurationException>(() =>
            ANode.OpenAsync(scheduler => scheduler.AddRoutine("it", routine => routine.At("x")), on: storage, time: time));

        Assert.Empty(storage.Calls);
    }

    [Fact]
    public async Task A_configuration_value_that_cannot_be_read_names_its_key()
    {
        var wrong = await Assert.ThrowsAnyAsync<Exception>(() => ANode.OpenAsync(
            scheduler => scheduler.AddRoutine("it", Nothing),
            configuration: new() { ["RoutineScheduler:LateAfter"] = "soon", ["RoutineScheduler:Places"] = "many" }));

        var problems = Assert.IsType<SchedulerConfigurationException>(wrong).Problems;
        Assert.Contains(problems, problem => problem.Contains("RoutineScheduler:LateAfter"));
        Assert.Contains(problems, problem => problem.Contains("RoutineScheduler:Places"));
    }

    [Fact]
    public async Task A_misspelt_key_of_the_configuration_is_told_with_what_was_meant_and_the_hosts_own_sections_are_left_alone()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() =>
            ANode.OpenAsync(scheduler => scheduler.AddRoutine("it", Nothing), configuration: new()
        {
            ["RoutineScheduler:LateAftr"] = "00:10:00",
            ["RoutineScheduler:Colour"] = "red",
            ["RoutineScheduler:Secret:DB"] = "x",
            ["RoutineScheduler:places"] = "3",
            ["RoutineScheduler:Secrets:DB"] = "x",
            ["RoutineScheduler:MyPrices:Source"] = "B3",
        }));

        Assert.Equal(
            [
                "RoutineScheduler:Colour is no option of the scheduler.",
                "RoutineScheduler:LateAftr is no option of the scheduler. Did you mean \"LateAfter\"?",
                "RoutineScheduler:Secret is no option of the scheduler. Did you mean \"Secrets\"?",
            ],
            wrong.Problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_below_a_single_value_and_a_value_in_place_of_a_section_are_told_and_no_secret_is_shown()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() =>
            ANode.OpenAsync(scheduler => scheduler.AddRoutine("it", Nothing), configuration: new()
        {
            ["RoutineScheduler:StartOfDay:Hour"] = "3",
            ["RoutineScheduler:Places"] = "3",
            ["RoutineScheduler:Places:Night"] = "4",
            ["RoutineScheduler:Secrets"] = "pass-word",
            ["RoutineScheduler:Download"] = "",
        }));

        Assert.Equal(
            [
                "RoutineScheduler:Places is one value, but there is RoutineScheduler:Places:Night.",
                "RoutineScheduler:Secrets is a section and has no value itself: name what it is of, as in RoutineScheduler:Secrets:NAME.",
                "RoutineScheduler:StartOfDay is one value, but there is RoutineScheduler:StartOfDay:Hour.",
            ],
            wrong.Problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unknown_calendar_in_parameters_is_told_with_the_one_that_was_meant_unless_only_the_run_knows_it()
    {
        var counts = new ExecutorName<HostTests.Counted>("count");
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddExecutor(counts, (HostTests.Counted _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddRoutine("a", routine => routine.Executes(counts, new HostTests.Counted { By = "anbina" }))
            .AddRoutine("b", routine => routine.Executes(counts, new HostTests.Counted { By = "{secret:CALENDAR}" }))));

        var problem = Assert.Single(wrong.Problems);
        Assert.StartsWith("Routine 'a', parameters of 'count': $.by: There is no calendar", problem, StringComparison.Ordinal);
        Assert.Contains("anbina", problem, StringComparison.Ordinal);
        Assert.Contains("\"anbima\"", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_executors_of_one_name_are_named_with_both_places()
    {
        var wrong = await Assert.ThrowsAsync<SchedulerConfigurationException>(() => ANode.OpenAsync(scheduler => scheduler
            .AddExecutor(Typed, (Sized _, IRunContext _, CancellationToken _) => Task.CompletedTask)
            .AddExecutor(Typed, (Sized _, IRunContext _, CancellationToken _) => Task.CompletedTask)));

        Assert.Matches(
            @"^Two executors have the name 'typed': ConfigurationProblemsTests\.cs:\d+ and ConfigurationProblemsTests\.cs:\d+\. Give one",
            Assert.Single(wrong.Problems));
    }

    private static void Nothing(RoutineBuilder routine) => routine.Executes((_, _) => Task.CompletedTask);

    internal interface IMissing;

    internal sealed class Missing : IMissing;

    internal sealed record Sized
    {
        [Range(0, 10)]
        public int Size { get; init; }

        public string Text { get; init; } = "";

        [Url]
        public string? Link { get; init; }
    }

    internal sealed record Needed
    {
        public required string Text { get; init; }
    }

    internal sealed record Other
    {
        public string Size { get; init; } = "";
    }

    internal sealed record Stranger
    {
        public int Sise { get; init; }
    }

#pragma warning disable CS9113 // only what they take matters
    internal sealed class NeedsMore(IMissing missing) : Doing;

    internal sealed class MadeByHost(int number) : Doing;

    internal sealed class Keyed([FromKeyedServices("key")] IMissing missing) : Doing;
#pragma warning restore CS9113

    internal abstract class Doing : IExecutor<Sized>
    {
        public Task<AttemptOutcome> ExecuteAsync(Sized parameters, IRunContext run, CancellationToken cancel) =>
            Task.FromResult(AttemptOutcome.Succeeded());
    }
}
