using System.Text.Json;

namespace CallCenter.Contracts.Link;

/// <summary>How records cross the border between processes.</summary>
public static class LinkJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { MaxDepth = 32 };
}
