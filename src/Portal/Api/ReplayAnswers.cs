using System.Security.Cryptography;
using System.Text;
using CallCenter.Data.Identity;
using CallCenter.Portal.Access;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Api;

/// <summary>
/// A POST with an <c>Idempotency-Key</c> is carried out once: a repeat within a day gets the first answer again, the same key with another
/// request is a 422. Answers with a secret (<see cref="NoReplay"/>) and our own failures are not kept.
/// </summary>
internal sealed class ReplayAnswers(RequestDelegate next, ReplayStore store, TimeProvider time)
{
    private const int LargestAnswer = 256 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public async Task InvokeAsync(HttpContext context)
    {
        string? key = context.Request.Headers[CommandKey.Header];
        if (string.IsNullOrEmpty(key)
            || !HttpMethods.IsPost(context.Request.Method)
            || CurrentUser.Of(context.User) is not { } user
            || context.GetEndpoint() is not { } endpoint
            || endpoint.Metadata.GetMetadata<NoReplay>() is not null)
        {
            await next(context);
            return;
        }

        CommandKey command = await CommandKey.BindAsync(context);
        string row = Hash($"{user.UserName}\n{command.Value}");
        string request = await HashOfAsync(context);
        DateTimeOffset now = time.GetUtcNow();
        Replay? known = await store.BeginAsync(row, request, now, now - Kept, context.RequestAborted);
        if (known is null)
        {
            await AnswerFirstAsync(context, row);
        }
        else if (!string.Equals(known.RequestHash, request, StringComparison.Ordinal))
        {
            await new ApiProblem(
                StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "This Idempotency-Key was used with another request.").ExecuteAsync(context);
        }
        else if (known.Status is { } status)
        {
            await RepeatAsync(context, known, status);
        }
        else
        {
            await new ApiProblem(
                StatusCodes.Status409Conflict, "idempotency_in_progress", "The first request with this Idempotency-Key is still under way.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            }.ExecuteAsync(context);
        }
    }

    private async Task AnswerFirstAsync(HttpContext context, string row)
    {
        Stream real = context.Response.Body;
        using MemoryStream copy = new();
        context.Response.Body = copy;
        bool kept = false;
        try
        {
            await next(context);
            if (context.Response.StatusCode < 500 && copy.Length <= LargestAnswer)
            {
                HttpResponse response = context.Response;
                await store.CompleteAsync(
                    row, response.StatusCode, response.ContentType, response.Headers.Location, copy.ToArray(), CancellationToken.None);
                kept = true;
            }
        }
        finally
        {
            context.Response.Body = real;
            if (!kept)
            {
                await store.ReleaseAsync(row, CancellationToken.None);
            }
        }

        copy.Position = 0;
        await copy.CopyToAsync(real, context.RequestAborted);
    }

    private static async Task RepeatAsync(HttpContext context, Replay known, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = known.ContentType;
        context.Response.Headers["Idempotency-Replayed"] = "true";
        if (known.Location is not null)
        {
            context.Response.Headers.Location = known.Location;
        }

        if (known.Body is { Length: > 0 } body)
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    // A form's boundary differs at each try and its file may be large: only its address counts.
    private static async Task<string> HashOfAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string head = $"{request.Method} {request.Path}{request.QueryString}\n";
        if (!request.HasJsonContentType())
        {
            return Hash(head);
        }

        request.EnableBuffering();
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        request.Body.Position = 0;
        return Hash(head + Convert.ToHexString(SHA256.HashData(body.ToArray())));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
