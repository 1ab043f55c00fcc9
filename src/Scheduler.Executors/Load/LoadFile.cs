using System.ComponentModel.DataAnnotations;
using RoutineScheduler.Execution;
using RoutineScheduler.Routines;

namespace RoutineScheduler.Executors.Load;

/// <summary>Loads text files into one table of a database that the host registered by name. Loading twice changes nothing.</summary>
public sealed record LoadFile : IValidatableObject, INamesCalendars
{
    public static readonly ExecutorName<LoadFile> Name = new("load-file");

    /// <summary>As the host registered it.</summary>
    [Required]
    public required string Database { get; init; }

    /// <summary>It must be there; its columns are read from the database's catalogue.</summary>
    [Required]
    public required string Table { get; init; }

    /// <summary>Where <see cref="Mask"/> looks, not below it. May hold <c>{date:yyyyMMdd}</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// A file name with * and ?, in any case of letters. <c>{date:yyyyMMdd}</c> stands for the order date and the days of <see cref="LookBack"/>.
    /// </summary>
    public string? Mask { get; init; }

    /// <summary>How many business days before the order date are looked for too; the oldest file is loaded first.</summary>
    [Range(0, 260)]
    public int LookBack { get; init; }

    /// <summary>Which calendar counts the days of <see cref="LookBack"/>; null is the routine's.</summary>
    public string? Calendar { get; init; }

    /// <summary>The routine whose artifacts are loaded, instead of <see cref="Folder"/> and <see cref="Mask"/>.</summary>
    public string? From { get; init; }

    /// <summary>Which artifacts of <see cref="From"/>, by name with * and ?.</summary>
    public string Artifact { get; init; } = "*";

    /// <summary>What it means that no file is there.</summary>
    public Missing OnMissing { get; init; } = Missing.NotAvailableYet;

    /// <summary>Whether the order date's own file must be among those found.</summary>
    public NeededFiles Needs { get; init; } = NeededFiles.Any;

    public FileEncoding Encoding { get; init; } = FileEncoding.Utf8;

    /// <summary>Null where <see cref="FixedWidth"/> is set.</summary>
    public CsvFormat? Csv { get; init; }

    /// <summary>Null where <see cref="Csv"/> is set.</summary>
    public FixedWidthFormat? FixedWidth { get; init; }

    /// <summary>Lines before the header or the first record; null is one where <see cref="FirstLine"/> is set, else none.</summary>
    [Range(0, 10_000)]
    public int? SkipLines { get; init; }

    /// <summary>What line 1 must be, with * and ?; for example <c>Status do Arquivo: Final</c>.</summary>
    public string? FirstLine { get; init; }

    /// <summary>What it means that line 1 is another.</summary>
    public Missing OnOtherFirstLine { get; init; } = Missing.NotAvailableYet;

    /// <summary>How lines begin that are header, data and trailer; null where each line is data.</summary>
    public RecordTypes? Records { get; init; }

    /// <summary>False loads a file whose trailer is missing or counts other lines than are there.</summary>
    public bool CheckTrailer { get; init; } = true;

    public char DecimalSign { get; init; } = '.';

    /// <summary>Null where the file's numbers have none; a number that groups other than by three digits is rejected.</summary>
    public char? GroupSign { get; init; }

    /// <summary>What goes where. Columns of the table that are not named keep their default or, in an update, their value.</summary>
    [MinLength(1)]
    public required IReadOnlyList<LoadColumn> Columns { get; init; }

    /// <summary>Columns of the table that tell rows apart; a unique index must stand behind them. Needed unless <see cref="InsertOnly"/>.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>
    /// Every row is inserted, and a second load inserts it again. A retry of the same run does not, unless the attempt before died within the moment
    /// between its commit and the note of it.
    /// </summary>
    public bool InsertOnly { get; init; }

    /// <summary>What becomes of lines of one file with the same key.</summary>
    public DuplicateKeys Duplicates { get; init; } = DuplicateKeys.Reject;

    /// <summary>Lines are loaded that meet all of these; the others are counted as ignored.</summary>
    public IReadOnlyList<RowCondition> Keep { get; init; } = [];

    /// <summary>With more lines rejected than this, over all files, nothing is loaded.</summary>
    [Range(0, int.MaxValue)]
    public int MaxRejects { get; init; } = 100;

    /// <summary>A file with fewer data lines is not available yet.</summary>
    [Range(0, int.MaxValue)]
    public int MinimumRows { get; init; }

    /// <summary>
    /// Where files go once they are committed, and are never read back from; null leaves them. May hold <c>{date:yyyy}</c>. Not for artifacts.
    /// </summary>
    public string? MoveTo { get; init; }

    IEnumerable<string> INamesCalendars.Calendars => Calendar is null ? [] : [Calendar];

    /// <summary>All that contradicts itself in here, whatever database and file there are.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        LoadFileProblems.Of(this).Select(problem => new ValidationResult(problem));
}
