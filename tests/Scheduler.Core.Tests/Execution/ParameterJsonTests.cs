using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using RoutineScheduler.Execution;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

public class ParameterJsonTests
{
    private static readonly JsonSerializerOptions Options = ParameterJson.ByReflection();

    [Fact]
    public void The_same_parameters_give_the_same_bytes_and_read_back_the_same()
    {
        var all = new All
        {
            Name = "ação <&>", Kind = Kind.SecondOne, Date = new LocalDate(2026, 11, 20), Time = new LocalTime(20, 30),
            At = Instant.FromUtc(2026, 11, 20, 23, 30), For = Duration.FromMinutes(90), Max = null, Inner = new() { Rows = 3 },
            ByName = new() { ["b"] = 1, ["a"] = 2 },
        };

        var json = ParameterJson.Write(all, Options);

        Assert.Equal(
            """{"at":"2026-11-20T23:30:00Z","byName":{"a":2,"b":1},"date":"2026-11-20","for":"PT1H30M","inner":{"rows":3},"inners":""" +
            """[],"kind":"SecondOne","max":null,"name":"ação <&>","rate":0,"time":"20:30:00"}""",
            json);
        var read = ParameterJson.Read<All>(json, Options);
        Assert.Equal(
            (all.Name, all.Kind, all.Date, all.Time, all.At, all.For, null, 3),
            (read.Name, read.Kind, read.Date, read.Time, read.At, read.For, read.Max, read.Inner!.Rows));
        Assert.Equal(json, ParameterJson.Write(read, Options));
    }

    [Theory]
    [InlineData("""{"name":"x","nmae":1}""", "$.nmae", "is unknown. Did you mean \"name\"? Known are name, kind, date, ")]
    [InlineData("""{"name":"x","inner":{"rws":1}}""", "$.inner.rws", "is unknown. Did you mean \"rows\"? Known are rows.")]
    [InlineData("""{}""", "$.name", "is missing; expected is a text in quotation marks.")]
    [InlineData("""{"name":null}""", "$.name", "found null, expected a text in quotation marks.")]
    [InlineData("""{"name":5}""", "$.name", "found 5, expected a text in quotation marks.")]
    [InlineData("""{"name":"x","kind":"Third"}""", "$.kind", "found \"Third\", expected one of First, SecondOne.")]
    [InlineData("""{"name":"x","kind":true}""", "$.kind", "found true, expected one of First, SecondOne.")]
    [InlineData("""{"name":"x","max":"many"}""", "$.max", "found \"many\", expected a whole number from -2,147,483,648 to 2,147,483,647.")]
    [InlineData("""{"name":"x","max":3000000000}""", "$.max", "found 3000000000, expected a whole number")]
    [InlineData("""{"name":"x","rate":"0,5"}""", "$.rate", "found \"0,5\", expected a number as 0.5, without quotation marks.")]
    [InlineData("""{"name":"x","inner":[]}""", "$.inner", "found [], expected an object with rows.")]
    [InlineData("""{"name":"x","inners":{}}""", "$.inners", "found {}, expected a list, as [ … ].")]
    [InlineData("""{"name":"x","inners":[{"rows":1},{"rows":null}]}""", "$.inners[1].rows", "found null, expected a whole number")]
    [InlineData("""{"name":"x","byName":{"a":"b"}}""", "$.byName.a", "found \"b\", expected a whole number")]
    [InlineData("""{"name":"x","for":"5m"}""", "$.for", "'5m' is no duration of days, hours, minutes and seconds; write it as \"PT5M\".")]
    [InlineData("""{"name":"x","for":"P1M"}""", "$.for", "'P1M' is no duration")]
    [InlineData("""{"name":"x","for":5}""", "$.for", "Write it as text")]
    [InlineData("""{"name":"x","date":"20/11/2026"}""", "$.date", "'20/11/2026' is no date; write it as \"2026-11-20\".")]
    [InlineData("""{"name":"x","time":"25:00:00"}""", "$.time", "20:30:00")]
    [InlineData("""{"name":"x","at":"2026-11-20"}""", "$.at", "2026-11-20T23:30:00Z")]
    [InlineData("null", "$", "an object was expected")]
    [InlineData("""{"name":"too long for it"}""", "$.name", "maximum length")]
    [InlineData("""{"name":"x","inner":{"rows":-1}}""", "$.inner.rows", "between 0 and 10")]
    [InlineData("""{"name":"x","inners":[{"rows":1},{"rows":11}]}""", "$.inners[1].rows", "between 0 and 10")]
    public void What_cannot_be_read_is_said_with_its_path(string json, string path, string expected)
    {
        var wrong = Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<All>(json, Options));

        Assert.Equal(path, wrong.JsonPath);
        Assert.StartsWith($"{path}: ", wrong.Message);
        Assert.Contains(expected, wrong.Message);
    }

    [Fact]
    public void All_broken_annotations_are_told_at_once()
    {
        const string Json = """{"name":"too long for it","inner":{"rows":99}}""";

        var wrong = Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<All>(Json, Options));

        Assert.Contains("$.name: ", wrong.Message);
        Assert.Contains("; $.inner.rows: ", wrong.Message);
    }

    [Fact]
    public void All_that_does_not_fit_is_told_at_once_and_in_no_words_of_dotnet()
    {
        var wrong = Assert.Throws<ParametersUnreadableException>(() =>
            ParameterJson.Read<All>("""{"kind":"Frist","max":"a","inners":[{"rws":1}],"rate":"x"}""", Options));

        Assert.Equal(
            [
                "$.kind: found \"Frist\", expected one of First, SecondOne (did you mean \"First\"?).",
                "$.max: found \"a\", expected a whole number from -2,147,483,648 to 2,147,483,647.",
                "$.inners[0].rws: is unknown. Did you mean \"rows\"? Known are rows.",
                "$.rate: found \"x\", expected a number as 0.5, without quotation marks.",
                "$.name: is missing; expected is a text in quotation marks.",
            ],
            wrong.Problems.Select(problem => problem.ToString()));
        Assert.DoesNotContain("System.", wrong.Message);
    }

    [Fact]
    public void A_secretvalue_is_not_shown_in_part_so_that_no_part_of_a_secret_is()
    {
        var secret = new string('s', 100);

        var wrong = Assert.Throws<ParametersUnreadableException>(() =>
            ParameterJson.Read($$"""{"rows":"{{secret}}"}""", ParameterShapes.Default.Inner));

        Assert.Equal("$.rows: found a text of 100 characters, expected a whole number from -2,147,483,648 to 2,147,483,647.", wrong.Message);
    }

    [Fact]
    public void Without_reflection_the_words_are_the_same()
    {
        var wrong = Assert.Throws<ParametersUnreadableException>(() =>
            ParameterJson.Read("""{"rows":"many"}""", ParameterShapes.Default.Inner));

        Assert.Equal("$.rows: found \"many\", expected a whole number from -2,147,483,648 to 2,147,483,647.", wrong.Message);
    }

    [Fact]
    public void A_rule_of_the_parameters_own_is_asked_beside_broken_annotations()
    {
        var wrong = Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<Ruled>("""{"from":11,"until":3}""", Options));

        Assert.Equal(["$.from", "$.until", "$"], wrong.Problems.Select(problem => problem.Path));
        Assert.Equal("Until is 3, which lies before From, 11", wrong.Problems[1].Message);
    }

    [Fact]
    public void A_rule_that_throws_is_a_problem_and_hides_no_other()
    {
        Assert.Equal(
            "$: cannot be checked: DivideByZeroException: Attempted to divide by zero.",
            Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<Ruled>("""{"from":0,"until":0}""", Options)).Message);
        Assert.Equal(
            ["$.until"],
            Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<Ruled>("""{"from":0,"until":11}""", Options))
                .Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void What_throws_where_json_gave_nothing_is_a_problem_in_its_place_and_hides_no_other()
    {
        var wrong = Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<Lazily>("""{"inner":{"rows":11}}""", Options));

        Assert.Equal(
            [
                "$.given: cannot be checked: InvalidOperationException: it was not given",
                "$.items: cannot be checked: InvalidOperationException: This operation",
                "$.inner.rows: The field Rows must be between 0 and 10.",
            ],
            wrong.Problems.Select(problem => problem.ToString()), (start, problem) => problem.StartsWith(start, StringComparison.Ordinal));
        Assert.Equal(1, ParameterJson.Read<Lazily>("""{"given":{"rows":1},"items":[],"inner":{}}""", Options).Given.Rows);
    }

    [Fact]
    public void What_a_converter_or_a_setter_falls_over_is_a_problem_and_no_fault()
    {
        Assert.Equal("$", Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<Fallen>("""{"text":"x"}""", Options)).JsonPath);
    }

    [Fact]
    public void What_a_constructor_refuses_is_unreadable_and_no_fault()
    {
        var wrong = Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<Picky>("""{"size":3}""", Options));

        Assert.Contains("must be even", wrong.Message);
    }

    [Fact]
    public void Null_is_kept_where_the_default_is_another()
    {
        Assert.Null(ParameterJson.Read<All>(ParameterJson.Write(new All { Name = "x", Max = null }, Options), Options).Max);
        Assert.Equal(100, ParameterJson.Read<All>("""{"name":"x"}""", Options).Max);
    }

    [Fact]
    public void What_is_worked_out_or_ignored_is_not_walked_into()
    {
        var read = ParameterJson.Read<Worked>("""{"path":"/data"}""", Options);

        Assert.Equal(("/data", 0), (read.Path, read.Asked));
    }

    [Fact]
    public void A_chain_or_a_circle_without_an_end_is_walked_no_deeper_than_json_goes()
    {
        Assert.True(ParameterJson.Read<Endless>("{}", Options).Next.Number > 0);
        var circle = ParameterJson.Read<Circle>("{}", Options);
        Assert.Same(circle, circle.Self);
    }

    [Theory]
    [InlineData("""{"byName":{"first":{"rows":11}}}""", "$.byName.first.rows")]
    [InlineData("""{"named":{"rows":11}}""", "$.named.rows")]
    [InlineData("""{"a-number":11}""", "$.a-number")]
    public void Annotations_are_checked_in_dictionaries_and_what_a_constructor_takes_under_the_names_of_the_json(string json, string path)
    {
        Assert.Equal(path, Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<Constructed>(json, Options)).JsonPath);
    }

    internal sealed record Worked
    {
        private int asked;

        public required string Path { get; init; }

        /// <summary>Its Root has a Root, without an end.</summary>
        [JsonIgnore]
        public DirectoryInfo In => Counted(new DirectoryInfo(Path));

        public Worked Again => Counted(this with { Path = $"{Path}/more" });

        [JsonIgnore]
        public Worked? Ignored
        {
            get => Counted(this with { Path = $"{Path}/more" });
            init => Counted(value);
        }

        public int Asked => asked;

        private T Counted<T>(T value)
        {
            asked++;
            return value;
        }
    }

    internal sealed class Endless
    {
        public int Number { get; init; }

        public Endless Next
        {
            get => new() { Number = Number + 1 };
            set => Assert.Null(value);
        }
    }

    internal sealed class Circle
    {
        public Circle() => Self = this;

        public Circle Self { get; set; }
    }

    internal sealed class Constructed(Inner? named = null)
    {
        public Inner? Named { get; } = named;

        public IReadOnlyDictionary<string, Inner>? ByName { get; init; }

        [Range(0, 10)]
        [JsonPropertyName("a-number")]
        public int Number { get; init; }
    }

    internal sealed class Lazily
    {
        private Inner? given;

        public Inner Given
        {
            get => given ?? throw new InvalidOperationException("it was not given");
            set => given = value;
        }

        public ImmutableArray<Inner> Items { get; init; }

        public Inner? Inner { get; init; }
    }

    internal sealed class Fallen
    {
        public string? Text
        {
            get;
            set => field = value!.Split(':')[1];
        }
    }

    internal enum Kind
    {
        First,
        SecondOne,
    }

    internal sealed record All
    {
        [StringLength(10)]
        public required string Name { get; init; }

        public Kind Kind { get; init; }

        public LocalDate Date { get; init; } = new(2026, 1, 1);

        public LocalTime Time { get; init; }

        public Instant At { get; init; }

        public Duration For { get; init; }

        public int? Max { get; init; } = 100;

        public decimal Rate { get; init; }

        public Inner? Inner { get; init; }

        public IReadOnlyList<Inner> Inners { get; init; } = [];

        public Dictionary<string, int>? ByName { get; init; }
    }

    internal sealed record Ruled : IValidatableObject
    {
        [Range(0, 10)]
        public int From { get; init; }

        [Range(0, 10)]
        public int Until { get; init; }

        public IEnumerable<ValidationResult> Validate(ValidationContext context)
        {
            var ratio = Until / From;
            if (ratio == 0)
            {
                yield return new ValidationResult($"Until is {Until}, which lies before From, {From}", [nameof(Until)]);
                yield return new ValidationResult("There would be no time");
            }
        }
    }

    internal sealed record Inner
    {
        [Range(0, 10)]
        public int Rows { get; init; }
    }

    internal sealed record Picky
    {
        public Picky(int size) => Size = size % 2 == 0 ? size : throw new ArgumentException("size must be even");

        public int Size { get; }
    }
}

[JsonSerializable(typeof(ParameterJsonTests.Inner))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ParameterShapes : JsonSerializerContext;
