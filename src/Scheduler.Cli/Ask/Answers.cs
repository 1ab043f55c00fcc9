using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using RoutineScheduler.Calendars;
using RoutineScheduler.Cron;
using RoutineScheduler.DayGroups;

namespace RoutineScheduler.Cli.Ask;

/// <summary>One line of JSON in, one line of JSON out, whatever the line is.</summary>
internal sealed class Answers
{
    /// <summary>Names are read by people, and an answer is never put into a page.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <param name="line">UTF-8, without the end of the line.</param>
    public string To(ReadOnlyMemory<byte> line)
    {
        try
        {
            return Written(answer => Answer(line, answer));
        }
        catch (Exception refused) when (IsTheQuestionsFault(refused))
        {
            return Error(PlainMessage.Of(refused));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The next ten thousand questions want their answers too.
            return Error($"The question could not be answered; this is a fault of the scheduler. {fault.GetType().Name}: {PlainMessage.Of(fault)}");
        }
    }

    public string Error(string message) => Written(answer => answer.WriteString("error", message));

    private static void Answer(ReadOnlyMemory<byte> line, Utf8JsonWriter answer)
    {
        using var document = Parse(line);
        var question = new JsonPart(document.RootElement, "$", []);
        var kind = Kind(question);
        kind.Answer(new Question(question, ["ask", .. kind.Properties]), answer);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> line)
    {
        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            throw new WrongQuestionException([
                "The line is empty; a question is one JSON object in one line, such as "
                + """{"ask":"calendar-day","calendar":"b3","date":"2026-11-20"}."""]);
        }

        if (!Utf8.IsValid(line.Span))
        {
            throw new WrongQuestionException(["The line is not UTF-8."]);
        }

        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException broken)
        {
            throw new WrongQuestionException([$"The line is no JSON from byte {broken.BytePositionInLine + 1} on: {Reason(broken)}"]);
        }
    }

    /// <summary>The message without the position, which is told already and counts lines that a question does not have.</summary>
    private static string Reason(JsonException broken)
    {
        var position = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? broken.Message : broken.Message[..position];
    }

    private static QuestionKind Kind(JsonPart question)
    {
        var known = string.Join(", ", QuestionKind.All.Keys);
        if (question.Element.ValueKind != JsonValueKind.Object)
        {
            throw new WrongQuestionException([$"A question is a JSON object, and this is {question.Element.ValueKind}."]);
        }

        if (!question.Element.TryGetProperty("ask", out var ask))
        {
            throw new WrongQuestionException([$"ask: is missing; one of {known}"]);
        }

        if (ask.ValueKind != JsonValueKind.String)
        {
            new JsonPart(ask, "ask", question.Problems).Wrong($"one of {known}");
            throw new WrongQuestionException(question.Problems);
        }

        var name = ask.GetString()!;
        return QuestionKind.All.TryGetValue(name, out var kind) ? kind : throw new WrongQuestionException(
            [$"ask: there is no question {Quotation.Of(name)}.{NearestName.Question(name, QuestionKind.All.Keys)} Known: {known}"]);
    }

    /// <summary>InvalidOperation: a \u escape that is half a character.</summary>
    private static bool IsTheQuestionsFault(Exception exception) =>
        exception is WrongQuestionException or CronException or DayRuleException or CalendarEndsException or UnknownCalendarException
            or ArgumentException or InvalidOperationException;

    private string Written(Action<Utf8JsonWriter> write)
    {
        buffer.ResetWrittenCount();
        using (var answer = new Utf8JsonWriter(buffer, Readable))
        {
            answer.WriteStartObject();
            write(answer);
            answer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
