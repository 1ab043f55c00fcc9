using System.CommandLine;
using NodaTime;
using RoutineScheduler.Cli.Rendering;
using RoutineScheduler.Cli.Terminal;
using RoutineScheduler.Client;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Cli.Commands;

internal static class RoutinesCommand
{
    /// <summary>Further ahead the list does not look for what is next; 'explain' does.</summary>
    private const int DaysAhead = 40;

    public static Command Create(CommandContext context)
    {
        var command = new Command("routines", context.Words[
            "Every routine: its key, when it runs and when next.", "Todas as rotinas: a chave, quando executam e quando é a próxima."]);
        command.SetAction((parsed, cancel) => context.WithSchedulerAsync(parsed, desk => ShowAsync(desk, cancel), cancel));
        return command;
    }

    private static async Task<int> ShowAsync(Desk desk, CancellationToken cancel)
    {
        var routines = await desk.Client.RoutinesAsync(cancel);
        var plan = await desk.Client.PlanAsync(new PlanRequest(desk.Today, desk.Today.PlusDays(DaysAhead)) { IncludeIgnored = false }, cancel);
        var next = plan.Decisions.SelectMany(decision => decision.Due.Where(due => due > desk.Now), (decision, due) => (decision.Routine, Due: due))
            .GroupBy(one => one.Routine).ToDictionary(group => group.Key, group => group.Min(one => one.Due));
        if (desk.Printer.AsJson)
        {
            desk.Printer.Json(routines.Select(view => new
            {
                view.Routine.Key, Name = view.Routine.DisplayName, view.Routine.Folder, view.Routine.Type,
                When = When(view.Routine, Words.English), DayGroup = view.Routine.DayGroup?.ToString(), view.RetiredAt,
                NextDue = Next(view.Routine, next),
            }));
        }
        else
        {
            Print(routines, next, desk.Printer);
        }

        return ExitCode.Ok;
    }

    private static void Print(IReadOnlyList<RoutineView> routines, Dictionary<RoutineKey, Instant> next, Printer printer)
    {
        var words = printer.Words;
        printer.Print(new Grid(
            words["key", "chave"], words["name", "nome"], words["folder", "pasta"], words["type", "tipo"], words["when", "quando"],
            words["days", "dias"], words["state", "estado"], words["next", "próxima"]).AddAll(routines, view =>
            [
                view.Routine.Key, view.Routine.DisplayName, view.Routine.Folder, words.Sentences.Word(view.Routine.Type.ToString()),
                When(view.Routine, words), view.Routine.DayGroup,
                view.RetiredAt is null ? words["active", "ativa"] : words["retired", "retirada"], printer.Text(Next(view.Routine, next)),
            ]));
    }

    private static string When(Routine routine, Words words) =>
        routine.Cron?.ToString() ?? (routine.Every is { } every ? $"{words["every", "a cada"]} {DueTimes.Every(every)}" : "");

    private static Instant? Next(Routine routine, Dictionary<RoutineKey, Instant> next) => next.TryGetValue(routine.Key, out var due) ? due : null;
}
