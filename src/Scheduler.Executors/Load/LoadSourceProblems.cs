using RoutineScheduler.Routines;

namespace RoutineScheduler.Executors.Load;

/// <summary>What contradicts itself in where the files come from and where they go.</summary>
internal static class LoadSourceProblems
{
    public static IEnumerable<string> Of(LoadFile load) => [.. OfChoice(load), .. OfFrom(load), .. OfNames(load)];

    private static IEnumerable<string> OfChoice(LoadFile load)
    {
        var hasMask = load.Folder is not null || load.Mask is not null;
        if (load.From is not null == hasMask)
        {
            yield return "Name the source by Folder and Mask, or by From: one of them, not both.";
        }

        if (hasMask && (string.IsNullOrWhiteSpace(load.Folder) || string.IsNullOrWhiteSpace(load.Mask)))
        {
            yield return "Folder and Mask go together: Folder is where, Mask is the file's name.";
        }

        if (load.Mask is { } mask && mask.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            yield return $"The Mask '{mask}' has a path in it: it is matched with names of files; " +
                "folders belong to Folder, and dates of a name have no slashes.";
        }

        if (load.LookBack > 0 && !(DatedName.HasDate(load.Folder ?? "") || DatedName.HasDate(load.Mask ?? "")))
        {
            yield return $"LookBack is {load.LookBack}, but neither Mask nor Folder has a date such as {{date:yyyyMMdd}}.";
        }
    }

    private static IEnumerable<string> OfFrom(LoadFile load)
    {
        if (load.From is { } from && KeyProblem(from) is { } problem)
        {
            yield return $"From: {problem}";
        }

        if (load.From is not null && load.MoveTo is not null)
        {
            yield return "MoveTo is not for artifacts: their run and others refer to them where they are.";
        }
    }

    private static IEnumerable<string> OfNames(LoadFile load)
    {
        (string What, string? Name)[] names = [("Folder", load.Folder), ("Mask", load.Mask), ("MoveTo", load.MoveTo)];
        foreach (var (what, name) in names)
        {
            if (name?.Contains('\0') ?? false)
            {
                yield return $"{what} has a NUL in it, which no path may have.";
                yield break;
            }
        }

        if (load.MoveTo is { Length: > 0 } moveTo && load.Folder is { Length: > 0 } folder && SamePath(moveTo, folder))
        {
            yield return "MoveTo is the Folder that files come from: they would be loaded again and again.";
        }

        foreach (var (what, name) in names)
        {
            if (name is not null && DatedName.Problem(name) is { } wrong)
            {
                yield return $"{what}: {wrong}";
            }
        }
    }

    private static bool SamePath(string left, string right) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(left)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(right));

    private static string? KeyProblem(string routine)
    {
        try
        {
            _ = new RoutineKey(routine);
            return null;
        }
        catch (ArgumentException trouble)
        {
            return trouble.Message;
        }
    }
}
