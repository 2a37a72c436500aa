using System.Net;
using System.Text.Json;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Trunks;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Trunks;

/// <summary>Trunks.</summary>
internal static class TrunkEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("trunks", "Trunks");
        api.MapPost("", AddAsync).RequirePermission(Permissions.TrunkEdit).WithSummary("Add a trunk")
            .Produces<TrunkView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapGet("", ListAsync).RequirePermission(Permissions.TrunkRead).WithSummary("Trunks with their health").Produces<PagedResult<TrunkView>>();
        api.MapGet("{id}", GetAsync).RequirePermission(Permissions.TrunkRead).WithSummary("One trunk with its health")
            .Produces<TrunkView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPatch("{id}", EditAsync).RequirePermission(Permissions.TrunkEdit).WithSummary("Change a trunk (RFC 7396)")
            .Accepts<TrunkRequest>("application/json", "application/merge-patch+json")
            .Produces<TrunkView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapDelete("{id}", DeleteAsync).RequirePermission(Permissions.TrunkEdit).WithSummary("Delete a trunk that was never used")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AddAsync(
        TrunkRequest request,
        CurrentUser asker,
        TrunkStore trunks,
        CampaignStore campaigns,
        IDialerLink dialer,
        AuditWriter audit,
        TimeProvider time,
        CommandKey key,
        HttpContext context,
        CancellationToken ct)
    {
        if (Fault(request) is { } fault)
        {
            return fault;
        }

        Edited<Trunk> made = await trunks.CreateAsync(request.ToTrunk(default, 1), time.GetUtcNow(), ct);
        if (made.Value is not { } trunk)
        {
            return Problem(made.Outcome, request.Name);
        }

        await audit.WriteAsync("trunk.create", $"trunk/{trunk.Id}", new { trunk.Name, trunk.Host, trunk.Port }, ct);
        await dialer.SendAsync(new TrunkEdited(trunk.Id) { CommandId = key.Value }, ct);
        RowVersion.Tag(context, trunk.Version);
        return TypedResults.Created($"{ApiConventions.Root}/trunks/{trunk.Id}", await ViewAsync(trunk, asker, [], dialer, ct));
    }

    private static async Task<IResult> ListAsync(CurrentUser asker, TrunkStore trunks, CampaignStore campaigns, IDialerLink dialer, CancellationToken ct)
    {
        var views = new List<TrunkView>();
        IReadOnlyList<Campaign> using_ = await campaigns.ListAsync(ct);
        foreach (Trunk trunk in await trunks.ListAsync(ct))
        {
            views.Add(await ViewAsync(trunk, asker, using_, dialer, ct));
        }

        return TypedResults.Ok(new PagedResult<TrunkView>(views, null));
    }

    private static async Task<IResult> GetAsync(
        Id<TrunkId> id, CurrentUser asker, TrunkStore trunks, CampaignStore campaigns, IDialerLink dialer, HttpContext context, CancellationToken ct)
    {
        if (await trunks.GetAsync(id, ct) is not { } trunk)
        {
            return ApiProblem.NotFound("trunk");
        }

        RowVersion.Tag(context, trunk.Version);
        return TypedResults.Ok(await ViewAsync(trunk, asker, await campaigns.ListAsync(ct), dialer, ct));
    }

    private static async Task<IResult> EditAsync(
        Id<TrunkId> id,
        JsonElement patch,
        CurrentUser asker,
        TrunkStore trunks,
        CampaignStore campaigns,
        IDialerLink dialer,
        AuditWriter audit,
        TimeProvider time,
        CommandKey key,
        HttpContext context,
        CancellationToken ct)
    {
        if (await trunks.GetAsync(id, ct) is not { } trunk)
        {
            return ApiProblem.NotFound("trunk");
        }

        TrunkRequest request = MergePatch.Apply(TrunkRequest.Of(trunk), patch);
        if (Fault(request) is { } fault)
        {
            return fault;
        }

        Edited<Trunk> edited = await trunks.UpdateAsync(request.ToTrunk(trunk.Id, RowVersion.Expected(context.Request, patch) ?? trunk.Version), time.GetUtcNow(), ct);
        if (edited.Value is not { } stored)
        {
            return Problem(edited.Outcome, request.Name);
        }

        await audit.WriteAsync("trunk.edit", $"trunk/{stored.Id}", new { fields = patch.EnumerateObject().Select(p => p.Name).ToArray() }, ct);
        await dialer.SendAsync(new TrunkEdited(stored.Id) { CommandId = key.Value }, ct);
        RowVersion.Tag(context, stored.Version);
        return TypedResults.Ok(await ViewAsync(stored, asker, await campaigns.ListAsync(ct), dialer, ct));
    }

    private static async Task<IResult> DeleteAsync(
        Id<TrunkId> id, TrunkStore trunks, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
    {
        if (await trunks.GetAsync(id, ct) is not { } trunk)
        {
            return ApiProblem.NotFound("trunk");
        }

        switch (await trunks.DeleteAsync(id, ct))
        {
            case EditOutcome.NotFound:
                return ApiProblem.NotFound("trunk");
            case EditOutcome.UnknownReference:
                return ApiProblem.Conflict("trunk_in_use", "A campaign dials over this trunk, or calls were made over it: switch it off instead.");
            default:
                await audit.WriteAsync("trunk.delete", $"trunk/{id}", new { trunk.Name }, ct);
                await dialer.SendAsync(new TrunkEdited(id) { CommandId = key.Value }, ct);
                return TypedResults.NoContent();
        }
    }

    private static ApiProblem? Fault(TrunkRequest r)
    {
        if (r.Transport != TrunkTransport.Udp)
        {
            return ApiProblem.BadRequest("transport_not_available", $"transport: {r.Transport.Word()} is not available yet; udp is.");
        }

        List<(string, string)> faults = [];
        Check(faults, "name", r.Name.Trim().Length is > 0 and <= 200 && !r.Name.Any(char.IsControl), "1 to 200 characters, no control characters.");
        Check(faults, "host", IsHost(r.Host.Trim()), "a host name or an address, without port.");
        Check(faults, "port", r.Port is >= 1 and <= 65535, "1 to 65535.");
        Check(faults, "userName", r.UserName is null || (r.UserName.Length <= 200 && IsHeaderSafe(r.UserName)), "at most 200 characters, no blanks, quotes, angle brackets or control characters.");
        Check(faults, "password", r.Password is null || (r.Password.Length <= 200 && !r.Password.Any(char.IsControl)), "at most 200 characters, no control characters.");
        Check(faults, "userName", !r.Register || !string.IsNullOrEmpty(r.UserName), "is needed to register.");
        Check(faults, "maxChannels", r.MaxChannels is >= 1 and <= 5000, "1 to 5000.");
        Check(faults, "callsPerSecond", r.CallsPerSecond is >= 0.1 and <= 500, "0.1 to 500.");
        Check(faults, "codecs", r.Codecs.Count is 1 or 2 && r.Codecs.All(c => c?.ToUpperInvariant() is "PCMU" or "PCMA"), "one or both of PCMU, PCMA.");
        Check(faults, "callerIds", r.CallerIds.Count <= 500 && r.CallerIds.All(IsDialString), "at most 500 numbers, each an optional plus sign and 3 to 20 digits.");
        Check(faults, "priority", r.Priority is >= 0 and <= 1000, "0 to 1000.");
        return faults.Count > 0 ? ApiProblem.Invalid([.. faults]) : null;
    }

    private static bool IsDialString(string? text)
        => text?.Trim() is { Length: > 0 } number && number.AsSpan(number[0] == '+' ? 1 : 0) is { Length: >= 3 and <= 20 } digits && digits.IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsHost(string host)
        => host.Length is > 0 and <= 253
            && (IPAddress.TryParse(host, out _) || Uri.CheckHostName(host) == UriHostNameType.Dns);

    // What goes into a SIP header may not end it, quote it or begin a URI (H-S9).
    private static bool IsHeaderSafe(string text) => text.All(c => c > ' ' && c != '\x7F' && c is not ('"' or '<' or '>' or '\\' or ',' or ';'));

    private static void Check(List<(string, string)> faults, string field, bool right, string message)
    {
        if (!right)
        {
            faults.Add((field, message));
        }
    }

    private static ApiProblem Problem(EditOutcome outcome, string name) => outcome switch
    {
        EditOutcome.NameTaken => ApiProblem.Conflict("name_taken", $"There is a trunk '{name.Trim()}' already."),
        EditOutcome.VersionConflict => ApiProblem.Conflict("edited_meanwhile", "Somebody else changed this trunk: read it again."),
        _ => ApiProblem.NotFound("trunk"),
    };

    private static async Task<TrunkView> ViewAsync(Trunk t, CurrentUser asker, IReadOnlyList<Campaign> campaigns, IDialerLink dialer, CancellationToken ct)
    {
        TrunkHealthView health = await dialer.SendAsync(new GetTrunkHealth(t.Id), ct) switch
        {
            TrunkHealthReply { Health: var h } => new(h.State, h.LastError, h.CallsNow, h.Attempts, h.Answers),
            Refused refused => new(TrunkHealthState.Unknown, refused.Message, 0, 0, 0),
            _ => new(TrunkHealthState.Unknown, null, 0, 0, 0),
        };
        return new TrunkView(
            t.Id,
            t.Name,
            t.Host,
            t.Port,
            t.Transport,
            t.UserName,
            t.Password is not null,
            t.Register,
            t.MaxChannels,
            t.CallsPerSecond,
            t.Codecs,
            t.Priority,
            t.Enabled,
            t.CallerIds,
            t.LastTest,
            [.. campaigns.Where(c => c.ArchivedAt is null && c.TrunkIds.Contains(t.Id) && AskerScope.Sees(asker, c.Id)).Select(c => new TrunkUseView(c.Id, c.Name))],
            t.Version,
            health);
    }
}
