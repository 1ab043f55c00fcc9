using System.CommandLine;
using RoutineScheduler.Cli.Ask;

namespace RoutineScheduler.Cli.Commands;

internal static class AskCommand
{
    public static Command Create(CommandContext context)
    {
        var questions = string.Join(", ", QuestionKind.All.Keys);
        var command = new Command("ask", context.Words[
            $"Answer questions from stdin, one JSON object a line, one answer a line: {questions}.",
            $"Responde perguntas da entrada padrão, um objeto JSON por linha, uma resposta por linha: {questions}."]);
        command.SetAction(async (_, cancel) =>
        {
            var (input, output) = (context.Surroundings.Input, context.Surroundings.Output);
            await new AskSession(input, output, context.Surroundings.OutputIsGone).RunAsync(cancel);
            return ExitCode.Ok;
        });
        return command;
    }
}
