using System.Data.Common;
using System.Globalization;
using NodaTime;

namespace RoutineScheduler.Executors.Load;

/// <summary>
/// SQLite stores by a column's affinity, which follows from its declared type. A decimal goes as text, digit for digit, where the affinity is
/// TEXT or none; elsewhere as an integer or a double, and only if that is exact: 15 significant digits, or a whole number of 64 bits.
/// Plain ADO.NET: whichever provider the host's data source comes from.
/// </summary>
internal sealed class SqliteDialect : SqlDialect
{
    private const int DigitsOfDouble = 15;

    private enum Affinity
    {
        Text,
        Numeric,
        Integer,
        Real,
        None,
    }

    // Deferred, and only a temporary table is written: other connections read and write on while a file is being read.
    internal override string BeginStaging => "BEGIN DEFERRED";

    internal override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal override string TableNamed(string table) => $"main.{Quote(table)}";

    internal override string TemporaryTableNamed(string table) => $"temp.{Quote(table)}";

    internal override Task<IReadOnlyList<string>> ListTablesAsync(DbConnection connection, CancellationToken cancel) =>
        connection.QueryAsync(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
            row => row.GetString(0),
            cancel);

    internal override async Task<TableShape?> FindTableAsync(DbConnection connection, string table, CancellationToken cancel)
    {
        var names = await connection.QueryAsync(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name = @name COLLATE NOCASE", row => row.GetString(0), cancel,
            ("@name", table));
        if (names.Count == 0)
        {
            return null;
        }

        // An INTEGER PRIMARY KEY is the row's own number: unique without an index, and numbered where nothing is given.
        var rowId = await FindRowIdAsync(connection, names[0], cancel);
        var columns = await ReadColumnsAsync(connection, names[0], rowId, cancel);
        var keys = await ReadUniqueKeysAsync(connection, names[0], cancel);
        return new TableShape(names[0], columns, rowId is null ? keys : [.. keys, new UniqueKey([rowId], [null])]);
    }

    private static async Task<string?> FindRowIdAsync(DbConnection connection, string table, CancellationToken cancel)
    {
        var primary = await connection.QueryAsync(
            "SELECT name, type FROM pragma_table_xinfo(@table, 'main') WHERE pk > 0",
            row => (Name: row.GetString(0), Type: row.GetString(1)),
            cancel,
            ("@table", table));
        return primary.Count == 1 && primary[0].Type.Equals("INTEGER", StringComparison.OrdinalIgnoreCase) ? primary[0].Name : null;
    }

    private static Task<IReadOnlyList<TableColumn>> ReadColumnsAsync(
        DbConnection connection, string table, string? rowId, CancellationToken cancel) =>
        connection.QueryAsync(
            "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, hidden FROM pragma_table_xinfo(@table, 'main') ORDER BY cid",
            row =>
            {
                var (name, isNullable, hasDefault) = (row.GetString(0), !row.GetBoolean(2), row.GetBoolean(3));
                return new TableColumn(
                    name, row.GetString(1), isNullable, isNullable || hasDefault || name == rowId, IsWritable: row.GetInt32(4) == 0);
            },
            cancel,
            ("@table", table));

    private static async Task<IReadOnlyList<UniqueKey>> ReadUniqueKeysAsync(DbConnection connection, string table, CancellationToken cancel)
    {
        var parts = await connection.QueryAsync(
            """
            SELECT i.name, c.name, c.coll
              FROM pragma_index_list(@table, 'main') AS i JOIN pragma_index_xinfo(i.name, 'main') AS c
             WHERE i."unique" = 1 AND i.partial = 0 AND c.key = 1
             ORDER BY i.seq, c.seqno
            """,
            row => (Index: row.GetString(0), Column: row.IsDBNull(1) ? null : row.GetString(1), Collation: row.GetString(2)),
            cancel,
            ("@table", table));
        return [.. parts.GroupBy(part => part.Index)
            .Where(index => index.All(part => part.Column is not null))   // an expression is no column
            .Select(index => new UniqueKey([.. index.Select(part => part.Column!)], [.. index.Select(part => part.Collation)]))];
    }

    internal override string? Unsuitable(TableColumn column, FieldType type) => (type, AffinityOf(column.DeclaredType)) switch
    {
        (FieldType.Text, not (Affinity.Text or Affinity.None)) =>
            $"the column '{column.Name}' is declared {column.DeclaredType}, " +
            "which SQLite stores as a number where a text looks like one ('007' becomes 7); declare it TEXT",
        (FieldType.Date, Affinity.Integer or Affinity.Real) =>
            $"the column '{column.Name}' is declared {column.DeclaredType} and a date is written as text; declare it TEXT",
        (FieldType.Decimal, Affinity.Integer) =>
            $"the column '{column.Name}' is declared {column.DeclaredType} and gets decimals; " +
            "declare it NUMERIC, REAL or, for any number of digits, TEXT",
        _ => null,
    };

    internal override EncodeValue EncoderFor(TableColumn column, FieldType type)
    {
        var affinity = AffinityOf(column.DeclaredType);
        return type switch
        {
            FieldType.Decimal when affinity is Affinity.Text or Affinity.None => (object value, out string? problem) =>
            {
                problem = null;
                return Canonical((decimal)value);
            },
            FieldType.Decimal => (object value, out string? problem) => AsNumber((decimal)value, affinity, column, out problem),
            FieldType.Integer when affinity is Affinity.Real => (object value, out string? problem) =>
                AsNumber((long)value, affinity, column, out problem),
            FieldType.Date => new DateText().Encode,
            _ => (object value, out string? problem) =>
            {
                problem = null;
                return value;
            },
        };
    }

    internal override string StageType(TableColumn column, string? collation)
    {
        var type = AffinityOf(column.DeclaredType) switch
        {
            Affinity.Text => "TEXT",
            Affinity.Numeric => "NUMERIC",
            Affinity.Integer => "INTEGER",
            Affinity.Real => "REAL",
            _ => "BLOB",
        };
        return collation is null ? type : $"{type} COLLATE {Quote(collation)}";
    }

    // Others may have written 51.70 for what is 51.7 here: zeros behind the decimal point go before texts are compared. By bytes: the column
    // may be declared COLLATE NOCASE, and a text in other letters is another text.
    internal override string Same(string stored, string staged, TableColumn column, FieldType type) =>
        type == FieldType.Decimal && AffinityOf(column.DeclaredType) is Affinity.Text or Affinity.None
            ? $"CASE WHEN instr({stored}, '.') > 0 THEN rtrim(rtrim({stored}, '0'), '.') ELSE CAST({stored} AS TEXT) END COLLATE BINARY IS {staged}"
            : $"{stored} COLLATE BINARY IS {staged}";

    internal override string SameKey(string stored, string staged, string? collation) =>
        collation is null ? $"{stored} = {staged}" : $"{stored} COLLATE {Quote(collation)} = {staged}";

    // The provider's own exception is out of reach here; its text begins as SQLite's documentation numbers results: 19 is CONSTRAINT.
    internal override bool IsConstraintViolation(DbException trouble) =>
        trouble.Message.StartsWith("SQLite Error 19:", StringComparison.Ordinal);

    /// <summary>SQLite's five rules, in their order (datatype3.html, 3.1).</summary>
    private static Affinity AffinityOf(string declared)
    {
        bool Has(string part) => declared.Contains(part, StringComparison.OrdinalIgnoreCase);
        return Has("INT") ? Affinity.Integer
            : Has("CHAR") || Has("CLOB") || Has("TEXT") ? Affinity.Text
            : declared.Length == 0 || Has("BLOB") || declared.Equals("ANY", StringComparison.OrdinalIgnoreCase) ? Affinity.None
            : Has("REAL") || Has("FLOA") || Has("DOUB") ? Affinity.Real
            : Affinity.Numeric;
    }

    private static string Canonical(decimal number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var plain = text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
        return plain == "-0" ? "0" : plain;
    }

    private static object? AsNumber(decimal number, Affinity affinity, TableColumn column, out string? problem)
    {
        var isWhole = decimal.Truncate(number) == number;
        if (isWhole && affinity != Affinity.Real && number is >= long.MinValue and <= long.MaxValue)
        {
            problem = null;
            return (long)number;
        }

        var digits = Canonical(number).AsSpan().TrimStart("-0.");
        var significant = digits.Length - digits.Count('.');
        problem = significant <= DigitsOfDouble
            ? null
            : $"has {significant} significant digits and the column '{column.Name}' ({column.DeclaredType}) holds {DigitsOfDouble}: declare it TEXT";
        return problem is null ? double.Parse(Canonical(number), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Most rows of a file have the date of the row before.</summary>
    private sealed class DateText
    {
        private LocalDate last;
        private string text = "";

        public object? Encode(object value, out string? problem)
        {
            problem = null;
            var date = (LocalDate)value;
            if (date != last || text.Length == 0)
            {
                (last, text) = (date, NodaTime.Text.LocalDatePattern.Iso.Format(date));
            }

            return text;
        }
    }
}
