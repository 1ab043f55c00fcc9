namespace RoutineScheduler.Executors.Download;

/// <summary>B3's way: the first answer is JSON that says where the file is, with a token that is good for one download.</summary>
public sealed record TwoSteps
{
    /// <summary>The JSON property that holds the file's address: a whole URL, a path, or a path that begins with <c>~/</c>.</summary>
    public string AddressProperty { get; init; } = "redirectUrl";

    /// <summary>The JSON property whose value is sent as <c>token</c> where the address does not carry one. Null: none.</summary>
    public string? TokenProperty { get; init; } = "token";

    /// <summary>What <c>~/</c> stands for. Null: scheme, host and port of the first address.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Statuses of the first answer that mean "not published yet".</summary>
    public IReadOnlyList<int> NotAvailableStatuses { get; init; } = [400, 404];
}
