namespace RoutineScheduler.Executors.Load;

/// <param name="CanBeLeftOut">It has a default, may be null or is numbered by the database.</param>
/// <param name="IsWritable">False where the database computes it.</param>
internal sealed record TableColumn(string Name, string DeclaredType, bool IsNullable, bool CanBeLeftOut, bool IsWritable);

/// <param name="Collations">Of each column; null where the database has but one.</param>
internal sealed record UniqueKey(IReadOnlyList<string> Columns, IReadOnlyList<string?> Collations);

/// <summary>A table as the database's catalogue has it.</summary>
internal sealed record TableShape(string Name, IReadOnlyList<TableColumn> Columns, IReadOnlyList<UniqueKey> UniqueKeys)
{
    /// <summary>As SQL compares names that are not quoted. Null where there is none.</summary>
    public TableColumn? Find(string column) =>
        Columns.FirstOrDefault(candidate => candidate.Name == column)
        ?? Columns.FirstOrDefault(candidate => string.Equals(candidate.Name, column, StringComparison.OrdinalIgnoreCase));

    /// <summary>The unique key of exactly these columns, in any order.</summary>
    public UniqueKey? FindKey(IEnumerable<string> columns)
    {
        var asked = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return UniqueKeys.FirstOrDefault(key => asked.SetEquals(key.Columns));
    }
}
