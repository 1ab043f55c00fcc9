namespace RoutineScheduler.Executors.Load;

/// <summary>Where the fields that are asked for stand in one file.</summary>
internal sealed class Header
{
    private readonly Dictionary<string, int>? places;

    private Header(Dictionary<string, int>? places) => this.places = places;

    /// <summary>Of a file whose fields go by position.</summary>
    public static Header None { get; } = new(null);

    /// <summary>The current record as header.</summary>
    /// <exception cref="LoadStoppedException">It does not have what is asked for, or has it twice; all of it is named.</exception>
    public static Header Read(CsvRecords records, LoadFile load, string path)
    {
        var names = Enumerable.Range(0, records.FieldCount).Select(field => records.Field(new FieldPlace(field, 0)).ToString()).ToList();
        var twice = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var field = 0; field < names.Count; field++)
        {
            places.TryAdd(names[field], field);
        }

        var header = new Header(places);
        var asked = load.Columns.Where(column => column.IsNamed).Cast<FileField>().Concat(load.Keep.Where(keep => keep.IsNamed)).ToList();
        var missing = asked.Where(field => header.NameOf(field) is null && field is not LoadColumn { Optional: true })
            .Select(field => field.Described);
        var ambiguous = asked.Select(header.NameOf).OfType<string>().Where(twice.Contains).Select(name => $"'{name}' (it is there more than once)");
        var problems = missing.Concat(ambiguous).Distinct().ToList();
        return problems.Count == 0
            ? header
            : throw LoadStoppedException.Permanent(
                $"{path}: the header in line {records.Line} has no column {string.Join(", no column ", problems)}. " +
                $"It is: {string.Join(load.Csv!.Delimiter, names)}");
    }

    public FieldPlace PlaceOf(FileField field) => (field.IsNamed, places) switch
    {
        (true, { } byName) => NameOf(field) is { } name ? new FieldPlace(byName[name], 0) : FieldPlace.Nowhere,
        _ => new FieldPlace(field.At!.Value - 1, (field.To ?? field.At.Value) - field.At.Value + 1),
    };

    private string? NameOf(FileField field) => field.OtherNames.Prepend(field.Field!).FirstOrDefault(places!.ContainsKey);
}
