using System.Security.Cryptography;
using System.Text;
using NodaTime;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Storage.Conformance.Builders;

internal static class ADefinition
{
    public static Definition OfRoutine(string key, string cron = "0 12 * * *") => Of(DefinitionKind.Routine, key, $$"""{"cron":"{{cron}}"}""");

    public static Definition Of(DefinitionKind kind, string key, string json) =>
        new(kind, key, json, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))));

    public static DefinitionSet Set(params IReadOnlyList<Definition> definitions) =>
        new(definitions, new Dictionary<RoutineKey, Instant>(), "build 7", "deploy");
}
