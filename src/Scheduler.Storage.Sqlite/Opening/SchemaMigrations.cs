using System.Globalization;
using System.Text.RegularExpressions;

namespace RoutineScheduler.Storage.Sqlite.Opening;

/// <summary>
/// The scripts that this build carries: <c>Schema/NNN_*.sql</c>, each saying with which older builds the database still works after it.
/// </summary>
internal static partial class SchemaMigrations
{
    public static IReadOnlyList<SchemaMigration> All { get; } =
    [
        .. typeof(SchemaMigrations).Assembly.GetManifestResourceNames()
            .Select(name => Name().Match(name)).Where(name => name.Success)
            .Select(name => Read(name.Value, int.Parse(name.Groups["version"].Value, CultureInfo.InvariantCulture)))
            .OrderBy(migration => migration.Version),
    ];

    private static SchemaMigration Read(string name, int version)
    {
        using var script = new StreamReader(typeof(SchemaMigrations).Assembly.GetManifestResourceStream(name)!);
        var sql = script.ReadToEnd();
        var compatible = CompatibleFrom().Match(sql);
        return compatible.Success
            ? new SchemaMigration(version, int.Parse(compatible.Groups["version"].Value, CultureInfo.InvariantCulture), sql)
            : throw new InvalidOperationException($"{name} does not begin with '-- compatible from N'.");
    }

    [GeneratedRegex(@"^(?<version>[0-9]{3})_\w+\.sql$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A-- compatible from (?<version>[0-9]+)\r?$", RegexOptions.Multiline)]
    private static partial Regex CompatibleFrom();
}

/// <param name="MinCompatible">The oldest version whose builds can work with the database after it.</param>
internal sealed record SchemaMigration(int Version, int MinCompatible, string Sql);

/// <summary>The pair that the database carries.</summary>
internal readonly record struct SchemaVersion(int Version, int MinCompatible);

/// <summary>What opening does with the schema that it finds.</summary>
internal abstract record SchemaChoice
{
    private SchemaChoice()
    {
    }

    public sealed record UpToDate : SchemaChoice;

    public sealed record Migrate(IReadOnlyList<SchemaMigration> Steps) : SchemaChoice;

    public sealed record TooNew(SchemaVersion Found, int Known) : SchemaChoice;

    /// <param name="found">Null: an empty database.</param>
    /// <param name="migrations">In the order of their versions.</param>
    public static SchemaChoice Decide(SchemaVersion? found, IReadOnlyList<SchemaMigration> migrations)
    {
        var known = migrations[^1].Version;
        var missing = migrations.Where(migration => migration.Version > (found?.Version ?? 0)).ToList();
        return found switch
        {
            { } newer when newer.MinCompatible > known => new TooNew(newer, known),
            _ when missing.Count > 0 => new Migrate(missing),
            _ => new UpToDate(),
        };
    }
}
