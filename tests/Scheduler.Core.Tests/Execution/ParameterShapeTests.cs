using System.Text.Json;
using System.Text.Json.Serialization;
using RoutineScheduler.Execution;
using Xunit;

namespace RoutineScheduler.Core.Tests.Execution;

/// <summary>Beside a true problem nothing is named that is right.</summary>
public class ParameterShapeTests
{
    private const string Whole = "a whole number from -2,147,483,648 to 2,147,483,647.";

    private static readonly JsonSerializerOptions Options = ParameterJson.ByReflection();

    [Fact]
    public void What_is_worked_out_or_ignored_is_not_unknown_beside_a_true_problem()
    {
        Assert.Equal(
            [$"$.count: found \"five\", expected {Whole}", "$.fll: is unknown. Known are name, count."],
            Told<Worked>("""{"name":"a","count":"five","full":"a5","list":[1],"hidden":{"x":3},"fll":1}"""));
        Assert.Equal("a", ParameterJson.Read<Worked>("""{"name":"a","count":5,"full":"a5","list":[1],"hidden":{"x":3}}""", Options).Name);
    }

    [Theory]
    [InlineData("""{"a":"5","list":["6"],"b":"x"}""", $"$.b: found \"x\", expected {Whole}")]
    [InlineData("""{"a":"y","list":["6"]}""", $"$.a: found \"y\", expected {Whole}")]
    [InlineData("""{"list":["6","z"]}""", $"$.list[1]: found \"z\", expected {Whole}")]
    [InlineData("""{"b":"7","texts":{"n":"7"}}""", $"$.b: found \"7\", expected {Whole}")]
    [InlineData("""{"texts":{"n":"q"}}""", $"$.texts.n: found \"q\", expected {Whole}")]
    public void Numbers_that_a_property_or_its_type_reads_from_texts_are_right(string json, string problem) =>
        Assert.Equal([problem], Told<Numbers>(json));

    [Theory]
    [InlineData("""{"$type":"circle","r":"x"}""", $"$.shape.r: found \"x\", expected {Whole}")]
    [InlineData("""{"$type":"circle","R":3,"zzz":1}""", "$.shape.zzz: is unknown. Known are r, colour.")]
    [InlineData("""{"$type":"circel"}""", "$.shape.$type: found \"circel\", expected one of \"circle\", \"square\". Did you mean \"circle\"?")]
    [InlineData("""{"$type":7}""", "$.shape.$type: found 7, expected one of \"circle\", \"square\".")]
    [InlineData("""{"r":3}""", "$.shape.$type: is missing; expected is one of \"circle\", \"square\", as the first property.")]
    [InlineData("""{"r":3,"$type":"circle"}""", "$.shape.$type: must be the first property of its object.")]
    [InlineData("[]", "$.shape: found [], expected an object, as { … }.")]
    public void What_is_wrong_in_one_of_several_types_is_said_where_it_is(string shape, string problem) =>
        Assert.Equal([problem], Told<Drawing>($$"""{"shape":{{shape}}}"""));

    [Fact]
    public void One_of_several_types_that_is_right_is_not_named_beside_a_true_problem() =>
        Assert.Equal(
            [$"$.n: found \"q\", expected {Whole}"],
            Told<Drawing>("""{"shape":{"$type":"circle","r":3,"colour":"red"},"plain":{"colour":"red"},"n":"q"}"""));

    [Theory]
    [InlineData("""{"frame":null,"frames":[null,{"width":1}],"n":"q"}""", $"$.n: found \"q\", expected {Whole}")]
    [InlineData("""{"frame":{"width":"x"}}""", $"$.frame.width: found \"x\", expected {Whole}")]
    [InlineData("""{"frames":[{"wdth":1}]}""", "$.frames[0].wdth: is unknown. Did you mean \"width\"? Known are width.")]
    public void A_struct_that_may_be_left_out_is_compared_as_one_that_is_there(string json, string problem) =>
        Assert.Equal([problem], Told<Drawing>(json));

    private static IEnumerable<string> Told<T>(string json) =>
        Assert.Throws<ParametersUnreadableException>(() => ParameterJson.Read<T>(json, Options)).Problems.Select(problem => problem.ToString());

    internal sealed class Worked(string name, int count)
    {
        public string Name { get; } = name;

        public int Count { get; } = count;

        public string Full => Name + Count;

        public List<int> List { get; } = [];

        [JsonIgnore]
        public int Hidden { get; set; }
    }

    internal sealed class Numbers
    {
        [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
        public int A { get; set; }

        [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
        public List<int> List { get; set; } = [];

        public int B { get; set; }

        public Texts? Texts { get; set; }
    }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    internal sealed class Texts
    {
        public int N { get; set; }
    }

    internal sealed class Drawing
    {
        public Shape? Shape { get; set; }

        public Plain? Plain { get; set; }

        public Frame? Frame { get; set; }

        public List<Frame?> Frames { get; set; } = [];

        public int N { get; set; }
    }

    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), "square")]
    internal abstract class Shape
    {
        public string? Colour { get; set; }
    }

    internal record struct Frame(int Width);

    internal sealed class Circle : Shape
    {
        public int R { get; set; }
    }

    internal sealed class Square : Shape;

    [JsonDerivedType(typeof(Framed), "framed")]
    internal class Plain
    {
        public string? Colour { get; set; }
    }

    internal sealed class Framed : Plain;
}
