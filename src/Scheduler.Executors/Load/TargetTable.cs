namespace RoutineScheduler.Executors.Load;

/// <summary>A column of the table with what it gets and how.</summary>
/// <param name="IsCompared">False where another value alone is no change.</param>
internal sealed record TargetColumn(
    TableColumn Column, LoadColumn Mapping, FieldType Type, bool IsKey, bool IsRequired, bool IsCompared, EncodeValue Encode);

/// <summary>Where rows go: the parameters held against the database's catalogue.</summary>
/// <param name="Key">Null where rows are only inserted.</param>
internal sealed record TargetTable(string Name, IReadOnlyList<TargetColumn> Columns, UniqueKey? Key)
{
    private const int MostNamed = 20;

    /// <exception cref="LoadStoppedException">Table and parameters do not fit, with all the reasons.</exception>
    public static TargetTable Of(LoadFile load, TableShape? shape, IReadOnlyList<string> tables, SqlDialect dialect)
    {
        if (shape is null)
        {
            var there = tables.Count == 0 ? "no tables" : string.Join(", ", tables.Take(MostNamed)) + (tables.Count > MostNamed ? ", …" : "");
            throw LoadStoppedException.Permanent($"The database '{load.Database}' has no table '{load.Table}'. It has {there}.");
        }

        var problems = Problems(load, shape, dialect).ToList();
        return problems.Count == 0
            ? new TargetTable(shape.Name, [.. load.Columns.Select(column => Column(column, load, shape, dialect))], shape.FindKey(load.Key))
            : throw LoadStoppedException.Permanent($"The table '{shape.Name}' of the database '{load.Database}': {string.Join(" ", problems)}");
    }

    /// <summary>By which the key's index compares that column; null where it is none of the key, or the database has but one.</summary>
    public string? CollationOf(TargetColumn column)
    {
        var place = Key?.Columns.Index().FirstOrDefault(key => string.Equals(key.Item, column.Column.Name, StringComparison.OrdinalIgnoreCase));
        return place?.Item is null ? null : Key!.Collations[place.Value.Index];
    }

    private static IEnumerable<string> Problems(LoadFile load, TableShape shape, SqlDialect dialect)
    {
        foreach (var unknown in load.Columns.Where(column => shape.Find(column.Column) is null))
        {
            yield return $"It has no column '{unknown.Column}'; it has {string.Join(", ", shape.Columns.Select(column => column.Name))}.";
        }

        foreach (var mapping in load.Columns)
        {
            var problem = shape.Find(mapping.Column) is not { } column ? null
                : column.IsWritable ? dialect.Unsuitable(column, TypeOf(mapping))
                : $"the column '{column.Name}' is computed by the database and cannot be written";
            if (problem is not null)
            {
                yield return $"{char.ToUpperInvariant(problem[0])}{problem[1..]}.";
            }
        }

        var mapped = load.Columns.Select(column => column.Column).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var missing in shape.Columns.Where(column => column.IsWritable && !column.CanBeLeftOut && !mapped.Contains(column.Name)))
        {
            yield return $"Its column '{missing.Name}' may not be null, has no default and gets no value: add it to Columns.";
        }

        if (load.Key.Count > 0 && shape.FindKey(load.Key) is null && load.Key.All(key => shape.Find(key) is not null))
        {
            yield return $"No unique index stands behind the Key {string.Join(", ", load.Key)}. Create one: {IndexFor(load, shape, dialect)}";
        }
    }

    private static string IndexFor(LoadFile load, TableShape shape, SqlDialect dialect)
    {
        var key = load.Key.Select(column => shape.Find(column)!.Name).ToList();
        var name = dialect.Quote($"ux_{shape.Name}_{string.Join("_", key)}");
        return $"CREATE UNIQUE INDEX {name} ON {dialect.Quote(shape.Name)} ({string.Join(", ", key.Select(dialect.Quote))});";
    }

    private static TargetColumn Column(LoadColumn mapping, LoadFile load, TableShape shape, SqlDialect dialect)
    {
        var column = shape.Find(mapping.Column)!;
        var isKey = load.Key.Contains(mapping.Column, StringComparer.OrdinalIgnoreCase);
        return new TargetColumn(
            column,
            mapping,
            TypeOf(mapping),
            isKey,
            IsRequired: isKey || !column.IsNullable || mapping.Required,
            IsCompared: mapping.Context is not (ContextValue.Run or ContextValue.Token),
            dialect.EncoderFor(column, TypeOf(mapping)));
    }

    private static FieldType TypeOf(LoadColumn mapping) => mapping.Context switch
    {
        null => mapping.Type,
        ContextValue.OrderDate or ContextValue.FileDate => FieldType.Date,
        ContextValue.Run or ContextValue.Token => FieldType.Integer,
        _ => FieldType.Text,
    };
}
