using System.Text.RegularExpressions;
using RoutineScheduler.Core.Tests.Queue;
using RoutineScheduler.Queue;
using Xunit;

namespace RoutineScheduler.Core.Tests.Docs;

/// <summary>docs/run-states.md says what the tested table says: cell by cell the same states and the same refusals, in its own words.</summary>
public sealed class RunStatesPageTests
{
    private static readonly string Page = Repository.Read("docs/run-states.md");

    private static readonly string[] Columns =
    [
        "Pending", "Recovering", "Held", "Running", "Failed", "Missed, Cancelled", "Succeeded, Skipped, Accepted", "Superseded",
    ];

    private static readonly Dictionary<string, string[]> Rows = (
        from row in Repository.Table(Page, "change | Pending")
        from change in Regex.Replace(row[0], @" \(.*\)", "").Split(", ")
        select (change, row)).ToDictionary(it => it.change, it => it.row);

    [Fact]
    public void It_has_every_change_and_no_other() => Assert.Equal(TransitionTable.Changes.Order(), Rows.Keys.Order());

    [Fact]
    public void Every_cell_leads_to_the_same_states_and_refusals()
    {
        var differences = from change in TransitionTable.Changes
                          from column in Columns
                          let told = string.Join(' ', Outcomes(change, column, OfPage))
                          let tested = string.Join(' ', Outcomes(change, column, OfTable))
                          where told != tested
                          select $"{change} of {column}: the page says {told}, the table {tested}";

        Assert.Empty(differences);
    }

    [Fact]
    public void Every_cause_is_told()
    {
        var causes = typeof(EndCause).GetFields().Where(field => field.FieldType == typeof(EndCause))
            .Select(field => ((EndCause)field.GetValue(null)!).Name)
            .Concat(["CaughtUpBy", "Expired"]);
        var told = string.Join(' ', Repository.Table(Page, "state | causes").Select(row => row[1]));

        Assert.All(causes, cause => Assert.Matches($@"\b{cause}\b", told));
    }

    private static string OfPage(string change, string column) =>
        Rows[change][Array.IndexOf(Columns, column) + 1].Split(". ")[0].Replace("what it was", "Pending Recovering");

    private static string OfTable(string change, string column) => TransitionTable.Cell(change, Enum.Parse<RunState>(column.Split(", ")[0]));

    /// <summary>The states other than the column's own, the refusals, stale and new runs; 'as X' brings those of row X along.</summary>
    private static SortedSet<string> Outcomes(string change, string column, Func<string, string, string> cell)
    {
        var text = Regex.Replace(cell(change, column), "from (Pending|Recovering)", "");
        var outcomes = Regex.Matches(text, $@"✗(use \w+|not ended|\w+)|\bnew run\b|\bS\b|\b({string.Join('|', Enum.GetNames<RunState>())})\b")
            .Select(match => match.Value)
            // The page says once that other tokens are stale.
            .Where(outcome => !column.Split(", ").Contains(outcome) && !(outcome == "S" && column == "Running"));
        return [.. outcomes, .. Regex.Matches(text, @"\bas ([A-Z]\w+)").SelectMany(match => Outcomes(match.Groups[1].Value, column, cell))];
    }
}
