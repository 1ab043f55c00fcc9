using System.Text;
using NodaTime;
using RoutineScheduler.Calendars;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Execution;

/// <summary>
/// What is wrong with a routine's parameters before it has a run. A host must start on one date if it starts on the next: told is only what is wrong
/// with every <see cref="SampleRun"/>, and of templates what no earlier date had right either: it must also start when a calendar has come to its
/// end. The others are tried only while there is something left that may be wrong.
/// </summary>
internal static class TriedParameters
{
    public static async Task<IReadOnlyList<ParameterProblem>> ProblemsAsync(
        Routine routine, ExecutorEntry entry, BusinessCalendar calendar, CalendarSet calendars, LocalDate today, CancellationToken cancel)
    {
        var samples = SampleRun.Of(routine, today);
        if (!samples.Any())
        {
            return [];
        }

        var first = await TryAsync(samples.First());
        var found = ProblemsOf(entry, first);
        var never = first.OfTheDate.Keys.ToHashSet();
        foreach (var sample in samples.Skip(1).TakeWhile(_ => found.Count + never.Count > 0))
        {
            var tried = await TryAsync(sample);
            never.IntersectWith(tried.OfTheDate.Keys);
            if (tried.Sample != first.Sample)
            {
                var again = ProblemsOf(entry, tried).Select(Timeless).ToHashSet();
                found = [.. found.Where(problem => again.Contains(Timeless(problem)))];
            }
        }

        foreach (var sample in SampleRun.Past(today).TakeWhile(_ => never.Count > 0))
        {
            never.IntersectWith((await TryAsync(sample)).OfTheDate.Keys);
        }

        return [.. first.Problems, .. first.OfTheDate.Where(problem => never.Contains(problem.Key)).Select(problem => problem.Value), .. found];

        Task<TriedTemplates> TryAsync(SampleRun sample) => Templates.TryAsync(routine, calendar, calendars, sample, cancel);
    }

    private static IReadOnlyList<ParameterProblem> ProblemsOf(ExecutorEntry entry, TriedTemplates tried)
    {
        try
        {
            entry.Read(tried.Sample);
            return [];
        }
        catch (ParametersUnreadableException wrong)
        {
            return [.. wrong.Problems.Where(problem => !tried.MayRestOnUnknown(problem.Path))];
        }
    }

    /// <summary>The same whatever the date is that is quoted in it.</summary>
    private static ParameterProblem Timeless(ParameterProblem problem)
    {
        var text = new StringBuilder(problem.Message.Length);
        foreach (var letter in problem.Message.Where(letter => !char.IsAsciiDigit(letter)))
        {
            text.Append(letter);
        }

        return problem with { Message = text.ToString() };
    }
}
