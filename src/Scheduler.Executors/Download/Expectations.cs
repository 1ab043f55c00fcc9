namespace RoutineScheduler.Executors.Download;

/// <summary>What makes an answer the file that was asked for. A file that meets all of it is kept; of any other nothing is.</summary>
public sealed record Expectations
{
    /// <summary>Statuses that mean "not published yet".</summary>
    public IReadOnlyList<int> NotAvailableStatuses { get; init; } = [404];

    /// <summary>Media types as <c>text/csv</c> or <c>application/*</c>. Empty: any, because few servers tell the truth.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = [];

    /// <summary>0 accepts an empty file.</summary>
    public long MinimumBytes { get; init; } = 1;

    /// <summary>The whole first line, blanks at its ends aside: <c>Status do Arquivo: Final</c>.</summary>
    public string? FirstLine { get; init; }

    /// <summary>A regular expression that the first line matches somewhere.</summary>
    public string? FirstLineMatches { get; init; }

    /// <summary>Accepts a web page; otherwise one is taken for an error page that came with status 200.</summary>
    public bool Html { get; init; }

    /// <summary>It opens as a zip and every entry reads to its end with the right check sum. <see cref="DownloadFile.Unzip"/> implies it.</summary>
    public bool Zip { get; init; }

    /// <summary>
    /// A file that this one must differ from, such as <c>b3_{orderDate-1bd:yyyyMMdd}.csv</c>: the same content means "not published yet". A relative
    /// path starts at the target's folder. Where no such file is, there is nothing to compare.
    /// </summary>
    public string? NotSameAs { get; init; }

    /// <summary>
    /// Accepts a body whose end nobody marks (neither length nor chunks): a cut one then passes for a short file. A zip needs no such leave.
    /// </summary>
    public bool UnknownLength { get; init; }

    /// <summary>What a wrong content type, size, first line or a web page is taken for.</summary>
    public WhenUnmet WhenUnmet { get; init; }
}

/// <summary>What becomes of an attempt whose answer is not the file that was expected.</summary>
public enum WhenUnmet
{
    /// <summary>The file is not published yet: asked again after PollEvery, without using up a try.</summary>
    NotAvailableYet,

    /// <summary>Retried under the routine's RetryPolicy.</summary>
    Transient,

    /// <summary>Not retried.</summary>
    Permanent,
}
