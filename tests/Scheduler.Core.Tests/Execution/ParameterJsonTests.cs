using System.ComponentModel.DataAnnotations;
using System.Text.Json;
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
            Name = "ação <&>", Kind = Kind.SecondOne, Date = new LocalDate(2026, 11, 20), Time = new LocalTime(20, 30), At = Instant.FromUtc(2026, 11, 20, 23, 30),
            For = Duration.FromMinutes(90), Max = null, Inner = new() { Rows = 3 }, ByName = new() { ["b"] = 1, ["a"] = 2 },
        };

        var json = ParameterJson.Write(all, Options);

        Assert.Equal(
            """{"at":"2026-11-20T23:30:00Z","byName":{"a":2,"b":1},"date":"2026-11-20","for":"PT1H30M","inner":{"rows":3},"inners":[],"kind":"SecondOne","max":null,"name":"ação <&>","time":"20:30:00"}""",
            json);
        var read = ParameterJson.Read<All>(json, Options);
        Assert.Equal((all.Name, all.Kind, all.Date, all.Time, all.At, all.For, null, 3), (read.Name, read.Kind, read.Date, read.Time, read.At, read.For, read.Max, read.Inner!.Rows));
        Assert.Equal(json, ParameterJson.Write(read, Options));
    }

    [Theory]
    [InlineData("""{"name":"x","nmae":1}""", "$.nmae", "could not be mapped")]
    [InlineData("""{"name":"x","inner":{"rws":1}}""", "$.inner.rws", "could not be mapped")]
    [InlineData("""{}""", "$", "'name'")]
    [InlineData("""{"name":null}""", "$.name", "null")]
    [InlineData("""{"name":5}""", "$.name", "could not be converted")]
    [InlineData("""{"name":"x","kind":"Third"}""", "$.kind", "could not be converted")]
    [InlineData("""{"name":"x","for":"5m"}""", "$.for", "'5m' is no duration of days, hours, minutes and seconds; write it as \"PT5M\".")]
    [InlineData("""{"name":"x","for":"P1M"}""", "$.for", "'P1M' is no duration")]
    [InlineData("""{"name":"x","for":5}""", "$.for", "Write it as text")]
    [InlineData("""{"name":"x","date":"20/11/2026"}""", "$.date", "'20/11/2026' is no LocalDate; write it as \"2026-11-20\".")]
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
        var wrong = Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<All>("""{"name":"too long for it","inner":{"rows":99}}""", Options));

        Assert.Contains("$.name: ", wrong.Message);
        Assert.Contains("; $.inner.rows: ", wrong.Message);
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

        public Inner? Inner { get; init; }

        public IReadOnlyList<Inner> Inners { get; init; } = [];

        public Dictionary<string, int>? ByName { get; init; }
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
