using System.Security.Cryptography;
using System.Text;
using CallCenter.Portal.Access;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Api;

/// <summary>
/// The id for the command an endpoint sends to the Dialer: made from the caller's <c>Idempotency-Key</c> and who the caller is, so that a
/// repeat is answered as the first was; fresh without one. Take it as a parameter: <c>new HangUpCall(...) { CommandId = key.Value }</c>.
/// </summary>
public sealed record CommandKey(Guid Value)
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Longest accepted value.</summary>
    public const int MaxLength = 128;

    /// <summary>Reads the header; one that is too long or not printable ASCII is a 400.</summary>
    public static ValueTask<CommandKey> BindAsync(HttpContext context)
    {
        string? key = context.Request.Headers[Header];
        if (string.IsNullOrEmpty(key))
        {
            return ValueTask.FromResult(new CommandKey(Guid.CreateVersion7(TimeOf(context).GetUtcNow())));
        }

        if (key.Length > MaxLength || !key.All(c => c is > ' ' and < '\x7f'))
        {
            throw new BadHttpRequestException($"{Header}: at most {MaxLength} printable ASCII characters.");
        }

        string text = $"{CurrentUser.Of(context.User)?.UserName}\n{context.Request.Method} {context.Request.Path}\n{key}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return ValueTask.FromResult(new CommandKey(new Guid(hash[..16])));
    }

    private static TimeProvider TimeOf(HttpContext context)
        => context.RequestServices.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System;
}
