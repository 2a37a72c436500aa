using System.Globalization;
using CallCenter.Data.Calls;
using CallCenter.Data.Recordings;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Supervisor.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CallCenter.Supervisor.Recordings;

/// <summary>A recording; the agent is on the left, the customer on the right.</summary>
/// <param name="Sha256">Lower-case hex over the whole file; null while it is written.</param>
public sealed record RecordingView(
    RecordingId Id,
    CallId CallId,
    RecordingState State,
    DateTimeOffset StartedAt,
    DateTimeOffset? ClosedAt,
    double? DurationSeconds,
    long? Bytes,
    string? Sha256,
    string Format);

/// <summary>Recordings: by id only, within the asker's scope, every access in the audit log (hardening H-W3, H-W9, R2).</summary>
internal static class RecordingEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("recordings", "Recordings");
        api.MapGet("{id:guid}", GetAsync).RequirePermission(Permissions.RecordingListen, Permissions.RecordingListenOwn).WithSummary("What is known of a recording")
            .Produces<RecordingView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapMethods("{id:guid}/audio", [HttpMethods.Get, HttpMethods.Head], AudioAsync).RequirePermission(Permissions.RecordingListen, Permissions.RecordingListenOwn)
            .WithSummary("The recording as stereo WAV; ranges are served")
            .Produces(StatusCodes.Status200OK, contentType: "audio/wav").Produces(StatusCodes.Status206PartialContent, contentType: "audio/wav")
            .ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(
        Guid id, CurrentUser asker, AskerScope scope, CallStore calls, RecordingLedger recordings, CancellationToken ct)
        => await FindAsync(id, asker, scope, calls, recordings, ct) is { } r
            ? TypedResults.Ok(new RecordingView(
                r.Id, r.CallId, r.State, r.StartedAt, r.ClosedAt, r.Duration?.TotalSeconds, r.Bytes, r.Sha256 is null ? null : Convert.ToHexStringLower(r.Sha256), r.Format))
            : ApiProblem.NotFound("recording");

    private static async Task<IResult> AudioAsync(
        Guid id,
        HttpContext context,
        CurrentUser asker,
        AskerScope scope,
        CallStore calls,
        RecordingLedger recordings,
        SupervisorOptions options,
        AuditWriter audit,
        CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, calls, recordings, ct) is not { } recording)
        {
            return ApiProblem.NotFound("recording");
        }

        string root = options.RecordingsFolder + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, recording.Path));
        if (!path.StartsWith(root, StringComparison.Ordinal) || !File.Exists(path))
        {
            return new ApiProblem(StatusCodes.Status404NotFound, "recording_lost", "The recording's file is not there.");
        }

        string range = context.Request.Headers.Range.ToString();
        await audit.WriteAsync("recording.listen", $"recording/{recording.Id}", new { call = recording.CallId, range = range.Length is > 0 and < 100 ? range : null }, ct);
        FileStream file = new(path, new FileStreamOptions
        {
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete, // the recorder may still write it
            Options = FileOptions.Asynchronous,
        });
        EntityTagHeaderValue? tag = recording.Sha256 is null ? null : new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(recording.Sha256)}\"");
        string name = string.Create(CultureInfo.InvariantCulture, $"recording-{recording.Id.Value:D}.wav");
        return TypedResults.Stream(file, "audio/wav", name, recording.ClosedAt, tag, enableRangeProcessing: true);
    }

    private static async Task<Recording?> FindAsync(
        Guid id, CurrentUser asker, AskerScope scope, CallStore calls, RecordingLedger recordings, CancellationToken ct)
        => await recordings.GetAsync(RecordingId.From(id), ct) is { } recording
            && await calls.GetAsync(recording.CallId, ct) is { } call
            && (await scope.CallsAsync(asker, Permissions.RecordingListen, ct))(call)
            ? recording
            : null;
}
