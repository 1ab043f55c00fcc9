using System.Text.Json.Serialization;

namespace RoutineScheduler.Executors.Download;

/// <summary>Writes the result without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DownloadedFile))]
internal sealed partial class DownloadJson : JsonSerializerContext;
