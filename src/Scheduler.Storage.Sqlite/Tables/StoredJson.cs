using System.Text.Json.Nodes;
using RoutineScheduler.Queue;

namespace RoutineScheduler.Storage.Sqlite.Tables;

/// <summary>Facts that stand in one column as JSON. The names are the database's: what renames a property changes no stored row.</summary>
internal static class StoredJson
{
    public static string Of(LoadCounts counts) => new JsonObject
    {
        ["Processed"] = counts.Processed,
        ["Planned"] = counts.Planned,
        ["Ignored"] = counts.Ignored,
        ["Undecided"] = counts.Undecided,
        ["Added"] = counts.Added,
        ["Revived"] = counts.Revived,
        ["Moved"] = counts.Moved,
        ["Repinned"] = counts.Repinned,
        ["Superseded"] = counts.Superseded,
        ["MarkedNotInPlan"] = counts.MarkedNotInPlan,
        ["StandingFor"] = counts.StandingFor,
    }.ToJsonString();

    public static LoadCounts Counts(string json)
    {
        var counts = JsonNode.Parse(json)!;
        return new LoadCounts(
            Processed: (int)counts["Processed"]!, Planned: (int)counts["Planned"]!, Ignored: (int)counts["Ignored"]!,
            Undecided: (int)counts["Undecided"]!,
            Added: (int)counts["Added"]!, Revived: (int)counts["Revived"]!, Moved: (int)counts["Moved"]!, Repinned: (int)counts["Repinned"]!,
            Superseded: (int)counts["Superseded"]!, MarkedNotInPlan: (int)counts["MarkedNotInPlan"]!, StandingFor: (int)counts["StandingFor"]!);
    }

    /// <summary>Null where there are none.</summary>
    public static string? Of(IReadOnlyList<Artifact> artifacts) => artifacts.Count == 0
        ? null
        : new JsonArray([.. artifacts.Select(Of)]).ToJsonString();

    public static IReadOnlyList<Artifact> Artifacts(string? json) =>
        json is null ? [] : [.. JsonNode.Parse(json)!.AsArray().Select(it => Artifact(it!))];

    private static JsonObject Of(Artifact artifact) => new()
    {
        ["Name"] = artifact.Name, ["Path"] = artifact.Path, ["Size"] = artifact.Size, ["Sha256"] = artifact.Sha256, ["Rows"] = artifact.Rows,
    };

    private static Artifact Artifact(JsonNode it) =>
        new((string)it["Name"]!, (string)it["Path"]!, (long)it["Size"]!, (string)it["Sha256"]!, (long?)it["Rows"]);
}
