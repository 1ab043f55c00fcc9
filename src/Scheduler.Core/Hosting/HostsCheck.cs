namespace RoutineScheduler.Hosting;

/// <summary>A check of the host's own, asked at start: one that fails is a problem itself, and hides no other.</summary>
internal static class HostsCheck
{
    /// <summary>Its sentences until it threw, and then that.</summary>
    /// <param name="what">As in "CheckParameters(…)".</param>
    public static IReadOnlyList<string> Answers(string what, Func<IEnumerable<string>?> ask)
    {
        var said = new List<string>();
        try
        {
            if (ask() is not { } answers)
            {
                return [$"{what} answered with null; where nothing is wrong, it answers with an empty list."];
            }

            foreach (var answer in answers)
            {
                said.Add(answer);
            }
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            said.Add($"{what} could not be asked: {wrong.GetType().Name}: {wrong.Message}");
        }

        return said;
    }
}
