using System.Globalization;

namespace RoutineScheduler.Benchmarks;

/// <summary>Options written <c>--name value</c>.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> values = [];

    /// <exception cref="ArgumentException">An option that is not known, or has no value.</exception>
    public Options(string[] args, params string[] known)
    {
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!known.Contains(args[i]) || i + 1 == args.Length)
            {
                throw new ArgumentException($"'{args[i]}' is not an option with a value; known: {string.Join(", ", known)}.", nameof(args));
            }

            values[args[i]] = args[i + 1];
        }
    }

    public string Text(string name, string otherwise) => values.GetValueOrDefault(name, otherwise);

    public int Number(string name, int otherwise) =>
        values.TryGetValue(name, out var text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

    public IReadOnlyList<string> Texts(string name, params IReadOnlyList<string> otherwise) =>
        values.TryGetValue(name, out var text) ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : otherwise;

    public IReadOnlyList<int> Numbers(string name, params IReadOnlyList<int> otherwise) => values.ContainsKey(name)
        ? [.. Texts(name).Select(text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))]
        : otherwise;
}
