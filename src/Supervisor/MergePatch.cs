using System.Text.Json;
using System.Text.Json.Nodes;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Supervisor;

/// <summary>PATCH as RFC 7396 has it: what the body names is replaced, null clears, the rest stays.</summary>
internal static class MergePatch
{
    /// <summary>The whole request that <paramref name="patch"/> makes of the stored one; checked like a new one afterwards.</summary>
    /// <exception cref="BadHttpRequestException">The body is no object, or a value does not fit its field.</exception>
    public static T Apply<T>(T stored, JsonElement patch)
        where T : class
    {
        try
        {
            if (patch.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("The body is not a JSON object.");
            }

            JsonObject merged = JsonSerializer.SerializeToNode(stored, ApiJson.Options)!.AsObject();
            foreach (JsonProperty property in patch.EnumerateObject())
            {
                merged[property.Name] = JsonNode.Parse(property.Value.GetRawText());
            }

            return merged.Deserialize<T>(ApiJson.Options) ?? throw new JsonException("The body is empty.");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The body does not fit.", StatusCodes.Status400BadRequest, e);
        }
        catch (InvalidOperationException e)
        {
            // JsonElement and JsonNode say so of text that is no Unicode, such as half a surrogate pair.
            throw new BadHttpRequestException("The body does not fit.", StatusCodes.Status400BadRequest, new JsonException("A text is not Unicode.", e));
        }
    }
}
