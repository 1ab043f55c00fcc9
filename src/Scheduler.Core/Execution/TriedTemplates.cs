namespace RoutineScheduler.Execution;

/// <summary>What came of resolving parameters before there is a run.</summary>
/// <param name="Problems">Templates that no run could resolve.</param>
/// <param name="OfTheDate">By path and template: what this run could not resolve, and one of another date perhaps can.</param>
/// <param name="Sample">The parameters of one <see cref="SampleRun"/>; what no sample can know is empty or hidden.</param>
/// <param name="Unknown">The paths of texts of which the sample says nothing.</param>
internal sealed record TriedTemplates(
    IReadOnlyList<ParameterProblem> Problems, IReadOnlyDictionary<(string Path, string Template), ParameterProblem> OfTheDate, string Sample,
    IReadOnlyCollection<string> Unknown)
{
    /// <summary>Whether what is said of this path may rest on a text that only a run knows; "$" rests on all of them.</summary>
    public bool MayRestOnUnknown(string path) => Unknown.Any(unknown =>
        unknown.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (unknown.Length == path.Length || unknown[path.Length] is '.' or '['));

    /// <summary>While the texts are walked.</summary>
    internal sealed class Gathering
    {
        public List<ParameterProblem> Problems { get; } = [];

        public Dictionary<(string Path, string Template), ParameterProblem> OfTheDate { get; } = [];

        public List<string> Unknown { get; } = [];

        public void Add(string path, string template, ParametersUnreadableException wrong)
        {
            Unknown.Add(path);
            if (wrong.RestsOnTheDate)
            {
                OfTheDate[(path, template)] = wrong.Problems[0];
            }
            else
            {
                Problems.AddRange(wrong.Problems);
            }
        }
    }
}
