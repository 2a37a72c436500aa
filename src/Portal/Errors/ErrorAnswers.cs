using CallCenter.Data;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CallCenter.Portal.Errors;

/// <summary>Turns what went wrong into a problem: bad input by its field, our own faults by an id that finds them in the log (H-W14).</summary>
internal sealed class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await FillAsync(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await InputFaults.Explain(e).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The asker went away; nobody is left to answer.
        }
        catch (DatabaseUnavailableException e) when (!context.Response.HasStarted)
        {
            PortalLog.DatabaseAway(logger, context.TraceIdentifier, e.Message);
            await new ApiProblem(
                StatusCodes.Status503ServiceUnavailable, "database_unavailable", "The database cannot be used at the moment; nothing was stored. Try again.")
            {
                RetryAfter = TimeSpan.FromSeconds(2),
            }.ExecuteAsync(context);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            PortalLog.RequestFailed(logger, context.TraceIdentifier, context.Request.Method, context.GetEndpoint()?.DisplayName ?? "?", e);
            await new ApiProblem(
                StatusCodes.Status500InternalServerError, "internal_error", "This is our fault. The id finds it in the log.").ExecuteAsync(context);
        }
    }

    private static Task FillAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength is > 0 || response.ContentType is not null)
        {
            return Task.CompletedTask;
        }

        (string code, string detail) = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ("not_found", "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "The address exists, the method does not."),
            StatusCodes.Status413PayloadTooLarge => ("payload_too_large", "The body is larger than this endpoint takes."),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported_media_type", "Send application/json, or multipart/form-data where the endpoint takes a file."),
            _ => ("refused", "The request was refused."),
        };
        return new ApiProblem(response.StatusCode, code, detail).ExecuteAsync(context);
    }
}
