using System.Globalization;
using CallCenter.Data.Calls;
using CallCenter.Data.Recordings;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
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
        api.MapGet("{id:guid}/download", DownloadAsync).RequirePermission(Permissions.RecordingDownload).WithSummary("The recording as a file to keep")
            .Produces(StatusCodes.Status200OK, contentType: "audio/wav").ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapGet("{id:guid}/peaks", PeaksAsync).RequirePermission(Permissions.RecordingListen, Permissions.RecordingListenOwn)
            .WithSummary("How loud both sides are, 20 values a second, for drawing").Produces<Peaks>().ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> GetAsync(
        Guid id, CurrentUser asker, AskerScope scope, CallStore calls, RecordingLedger recordings, CancellationToken ct)
        => await FindAsync(id, asker, scope, calls, recordings, ct) is { } r
            ? TypedResults.Ok(new RecordingView(
                r.Id, r.CallId, r.State, r.StartedAt, r.ClosedAt, r.Duration?.TotalSeconds, r.Bytes, r.Sha256 is null ? null : Convert.ToHexStringLower(r.Sha256), r.Format))
            : ApiProblem.NotFound("recording");

    private static Task<IResult> AudioAsync(
        Guid id,
        CurrentUser asker,
        AskerScope scope,
        CallStore calls,
        RecordingLedger recordings,
        SupervisorOptions options,
        RecordingOpenings openings,
        AuditWriter audit,
        CancellationToken ct)
        => ServeAsync(id, asker, scope, calls, recordings, options, recording => openings.IsNew(asker.UserName, recording.Id)
            ? audit.WriteAsync("recording.listen", $"recording/{recording.Id}", new { call = recording.CallId }, ct)
            : Task.CompletedTask, ct);

    private static Task<IResult> DownloadAsync(
        Guid id, CurrentUser asker, AskerScope scope, CallStore calls, RecordingLedger recordings, SupervisorOptions options, AuditWriter audit, CancellationToken ct)
        => ServeAsync(id, asker, scope, calls, recordings, options, recording
            => audit.WriteAsync("recording.download", $"recording/{recording.Id}", new { call = recording.CallId }, ct), ct);

    private static async Task<IResult> ServeAsync(
        Guid id,
        CurrentUser asker,
        AskerScope scope,
        CallStore calls,
        RecordingLedger recordings,
        SupervisorOptions options,
        Func<Recording, Task> note,
        CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, calls, recordings, ct) is not { } recording)
        {
            return ApiProblem.NotFound("recording");
        }

        if (PathOf(recording, options) is not { } path)
        {
            return Lost();
        }

        await note(recording);
        FileStream file = new(path, new FileStreamOptions
        {
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete, // the recorder may still write it
            Options = FileOptions.Asynchronous,
        });
        string name = string.Create(CultureInfo.InvariantCulture, $"recording-{recording.Id.Value:D}.wav");
        return TypedResults.Stream(file, "audio/wav", name, recording.ClosedAt, Tag(recording), enableRangeProcessing: true);
    }

    private static async Task<IResult> PeaksAsync(
        Guid id,
        HttpContext context,
        CurrentUser asker,
        AskerScope scope,
        CallStore calls,
        RecordingLedger recordings,
        SupervisorOptions options,
        RecordingPeaks peaks,
        CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, calls, recordings, ct) is not { } recording)
        {
            return ApiProblem.NotFound("recording");
        }

        bool finished = recording.State is RecordingState.Closed or RecordingState.Repaired;
        if (PathOf(recording, options) is not { } path || await peaks.OfAsync(path, finished, ct) is not { } read)
        {
            return Lost();
        }

        if (finished)
        {
            context.Response.Headers.CacheControl = "private, max-age=86400";
        }

        return TypedResults.Ok(read);
    }

    /// <summary>The file, when it is there and lies within the folder of recordings.</summary>
    private static string? PathOf(Recording recording, SupervisorOptions options)
    {
        string root = options.RecordingsFolder + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, recording.Path));
        return path.StartsWith(root, StringComparison.Ordinal) && File.Exists(path) ? path : null;
    }

    private static ApiProblem Lost() => new(StatusCodes.Status404NotFound, "recording_lost", "The recording's file is not there.");

    private static EntityTagHeaderValue? Tag(Recording recording)
        => recording.Sha256 is null ? null : new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(recording.Sha256)}\"");

    private static async Task<Recording?> FindAsync(
        Guid id, CurrentUser asker, AskerScope scope, CallStore calls, RecordingLedger recordings, CancellationToken ct)
        => await recordings.GetAsync(RecordingId.From(id), ct) is { } recording
            && await calls.GetAsync(recording.CallId, ct) is { } call
            && (await scope.CallsAsync(asker, Permissions.RecordingListen, ct))(call)
            ? recording
            : null;
}
