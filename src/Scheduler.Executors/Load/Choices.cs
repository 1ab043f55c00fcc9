using System.Text.Json.Serialization;

namespace RoutineScheduler.Executors.Load;

/// <summary>What it means that something is not there.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Missing>))]
public enum Missing
{
    /// <summary>It comes later: the run asks again.</summary>
    NotAvailableYet,

    /// <summary>It will not come: the run fails and is not retried.</summary>
    Permanent,
}

/// <summary>Which of the dates that a mask stands for must have a file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NeededFiles>))]
public enum NeededFiles
{
    Any,
    OrderDate,
}

/// <summary>How a file's bytes are read. Bytes that are not of this encoding fail the load.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FileEncoding>))]
public enum FileEncoding
{
    /// <summary>With or without a byte order mark.</summary>
    Utf8,

    /// <summary>ISO 8859-1, as B3 and CVM write. A line that is UTF-8 beyond ASCII is refused.</summary>
    Latin1,
}

/// <summary>What becomes of lines of one file with the same key. Between files the later one wins.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DuplicateKeys>))]
public enum DuplicateKeys
{
    /// <summary>The first counts, the others are rejected.</summary>
    Reject,

    /// <summary>The last counts, the others are ignored.</summary>
    LastWins,
}

/// <summary>How a text becomes a value. An empty text is null in each of them, never zero.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldType>))]
public enum FieldType
{
    Text,

    /// <summary>64 bits.</summary>
    Integer,

    /// <summary>Exact, up to 28 digits.</summary>
    Decimal,
    Date,
}

/// <summary>Values that do not stand in a line.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContextValue>))]
public enum ContextValue
{
    OrderDate,

    /// <summary>The date by which the mask found the file.</summary>
    FileDate,
    FileName,
    Routine,

    /// <summary>Written with a row that is new or changes otherwise; alone it is no change.</summary>
    Run,

    /// <summary>The fencing token; alone it is no change.</summary>
    Token,
}
