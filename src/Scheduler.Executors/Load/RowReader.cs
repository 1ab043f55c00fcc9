using RoutineScheduler.Execution;

namespace RoutineScheduler.Executors.Load;

/// <summary>Turns one record into what is written to the database, or into the reason why it is not.</summary>
internal sealed class RowReader
{
    private readonly FileRecords records;
    private readonly (FieldPlace Place, RowCondition Condition)[] keep;
    private readonly Cell[] cells;

    public RowReader(FileRecords records, Header header, LoadFile load, TargetTable table, FoundFile file, IRunContext run)
    {
        this.records = records;
        keep = [.. load.Keep.Select(condition => (header.PlaceOf(condition), condition))];
        cells = [.. table.Columns.Select(column => CellOf(column, header, load, file, run))];
        Values = new object?[cells.Length];
    }

    /// <summary>Of the last record that was read without a problem; the array is used again.</summary>
    public object?[] Values { get; }

    public bool IsKept()
    {
        foreach (var (place, condition) in keep)
        {
            if (!condition.IsMetBy(records.Field(place)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null when <see cref="Values"/> holds the record.</summary>
    public string? Read()
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i];
            if (cell.Read is null)
            {
                Values[i] = cell.Constant;
            }
            else if (Read(cell, out var problem) is var value && problem is not null)
            {
                return problem;
            }
            else
            {
                Values[i] = value;
            }
        }

        return null;
    }

    private object? Read(Cell cell, out string? problem)
    {
        var text = records.Field(cell.Place);
        var value = cell.Read!.Read(text, out problem);
        if (value is null && problem is null)
        {
            problem = cell.Column.IsRequired ? $"{Name(cell)} is empty and the column '{cell.Column.Column.Name}' needs a value" : null;
            return null;
        }

        var written = problem is null ? cell.Column.Encode(value!, out problem) : null;
        problem = problem is null ? null : $"{Name(cell)}: '{records.Field(cell.Place)}' {problem}";
        return written;
    }

    private static string Name(Cell cell) => cell.Column.Mapping.Described;

    private static Cell CellOf(TargetColumn column, Header header, LoadFile load, FoundFile file, IRunContext run)
    {
        var mapping = column.Mapping;
        if (mapping.IsOfTheLine)
        {
            return new Cell(column, header.PlaceOf(mapping), FieldValue.Of(mapping, load), null);
        }

        var value = mapping.Context is { } context ? ValueOf(context, file, run) : FieldValue.Constant(mapping);
        var problem = value is null && column.IsRequired ? "is empty and the column needs a value" : null;
        var written = value is null ? null : column.Encode(value, out problem);
        return problem is null
            ? new Cell(column, FieldPlace.Nowhere, null, written)
            : throw LoadStoppedException.Permanent(
                $"The column '{mapping.Column}': {mapping.Context?.ToString() ?? $"the Constant '{mapping.Constant}'"} {problem}.");
    }

    private static object? ValueOf(ContextValue context, FoundFile file, IRunContext run) => context switch
    {
        ContextValue.OrderDate => run.OrderDate,
        ContextValue.FileDate => file.Date,
        ContextValue.FileName => Path.GetFileName(file.Path),
        ContextValue.Routine => run.Routine.Value,
        ContextValue.Run => run.Run.Value,
        _ => run.Token.Value,
    };

    /// <param name="Read">Null where <paramref name="Constant"/> is the value in each row.</param>
    private sealed record Cell(TargetColumn Column, FieldPlace Place, FieldValue? Read, object? Constant);
}
