using System.IO.Pipelines;
using System.Text;
using RoutineScheduler.Cli.Ask;
using Xunit;

namespace RoutineScheduler.Cli.Tests.Ask;

public sealed class AskSessionTests
{
    private const string Good = """{"ask":"calendar-add","calendar":"anbima","date":"2026-11-19","days":1}""";
    private const string GoodAnswer = """{"date":"2026-11-23"}""";

    public static TheoryData<string, string> WrongLines => new()
    {
        { "", "empty" },
        { " \t", "empty" },
        { "{", "no JSON" },
        { "{\"ask\":\"calendar-day\"} x", "no JSON" },
        { "\0", "no JSON" },
        { "nonsense", "no JSON" },
        { "[]", "Array" },
        { "null", "Null" },
        { "12", "Number" },
        { "{}", "ask: is missing" },
        { "{\"ask\":5}", "ask: expected one of" },
        { "{\"ask\":\"calendar-dya\"}", "Did you mean \"calendar-day\"?" },
        { "{\"ask\":\"calendar-day\",\"ask\":\"calendar-day\",\"calendar\":\"b3\",\"date\":\"2026-11-20\"}", "twice" },
        { "{\"ask\":\"calendar-day\",\"calendar\":\"b3\",\"date\":\"2026-11-20\",\"x\":{}}", "unknown property" },
        { "{\"ask\":\"calendar-day\",\"calendar\":\"\\ud800\",\"date\":\"2026-11-20\"}", "a text of Unicode" },
        { "{\"ask\":\"\\udc00\"}", "UTF-16" },
        { "{\"\\ud800\":1,\"ask\":\"calendar-day\"}", "no Unicode text" },
        { new string('[', 100_000), "depth" },
        { string.Concat(Enumerable.Repeat("{\"a\":", 5_000)), "depth" },
        { "{\"ask\":\"calendar-day\",\"calendar\":\"" + new string('b', 5_000) + "\",\"date\":\"2026-11-20\"}", "at most 1000 characters" },
        { new string('x', 300_000), "longer than" },
        { "\uFEFF" + Good, "no JSON" },
    };

    [Theory]
    [MemberData(nameof(WrongLines))]
    public async Task A_wrong_line_is_answered_and_the_next_one_too(string line, string told)
    {
        var answers = await Asked.LinesAsync([Good, line, Good]);

        Assert.Equal(3, answers.Count);
        Assert.StartsWith("{\"error\":\"", answers[1]);
        Assert.Contains(told.Replace("\"", "\\\"", StringComparison.Ordinal), answers[1]);
        Assert.True(answers[1].Length < 5_000);
        Assert.Equal([GoodAnswer, GoodAnswer], [answers[0], answers[2]]);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_answered()
    {
        var answers = await Asked.LinesAsync([.. "{\"ask\":\""u8, 0xC3, 0x28, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(Good)]);

        Assert.Contains("not UTF-8", answers[0]);
        Assert.Equal(GoodAnswer, answers[1]);
    }

    [Fact]
    public async Task Thousands_of_wrong_properties_are_told_in_short()
    {
        var question = $"{{\"ask\":\"calendar-day\",{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"p{i}\":0"))}}}";
        var error = await Asked.ErrorAsync(question);

        Assert.Contains("more", error);
        Assert.True(error.Length < 10_000);
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_first_question_is_no_part_of_it() =>
        Assert.Equal([GoodAnswer], await Asked.LinesAsync([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)]));

    [Fact]
    public async Task Lines_may_end_as_on_windows() =>
        Assert.Equal([GoodAnswer, GoodAnswer], await Asked.LinesAsync(Encoding.UTF8.GetBytes($"{Good}\r\n{Good}")));

    [Fact]
    public async Task Nothing_asked_is_nothing_answered() => Assert.Empty(await Asked.LinesAsync(Array.Empty<byte>()));

    [Fact]
    public async Task Thousands_of_questions_are_answered_in_their_order()
    {
        var questions = Enumerable.Range(1, 20_000)
            .Select(n => $$"""{"ask":"calendar-add","calendar":"anbima","date":"2026-11-19","days":{{n}}}""");
        var answers = await Asked.LinesAsync(questions);

        Assert.Equal(20_000, answers.Distinct().Count());
        Assert.Equal(answers.Order(StringComparer.Ordinal), answers);
    }

    [Fact]
    public async Task What_was_asked_is_answered_before_more_is_waited_for()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (questions, answers) = (new Pipe(), new Pipe());
        await using var output = new StreamWriter(answers.Writer.AsStream());
        var session = new AskSession(questions.Reader.AsStream(), output).RunAsync(cancel);
        using var reader = new StreamReader(answers.Reader.AsStream());

        foreach (var _ in Enumerable.Range(0, 3))
        {
            await questions.Writer.WriteAsync(Encoding.UTF8.GetBytes($"{Good}\n"), cancel);
            Assert.Equal(GoodAnswer, await reader.ReadLineAsync(cancel));
        }

        await questions.Writer.CompleteAsync();
        await session;
    }

    [Fact]
    public async Task A_session_ends_when_nobody_reads_its_answers_any_more()
    {
        var (cancel, questions) = (TestContext.Current.CancellationToken, new Pipe());
        using var output = new StringWriter();
        var session = new AskSession(questions.Reader.AsStream(), output, () => true).RunAsync(cancel);
        await questions.Writer.WriteAsync(Encoding.UTF8.GetBytes($"{Good}\n"), cancel);
        await session;

        Assert.Equal($"{GoodAnswer}\n", output.ToString());
    }

    [Fact]
    public async Task A_session_ends_when_it_is_cancelled_while_it_waits()
    {
        using var interrupted = new CancellationTokenSource();
        var session = new AskSession(new Pipe().Reader.AsStream(), TextWriter.Null).RunAsync(interrupted.Token);
        await interrupted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session);
    }
}
