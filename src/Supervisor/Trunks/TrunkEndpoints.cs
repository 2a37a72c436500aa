using System.Net;
using System.Text.Json;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Trunks;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Trunks;

/// <summary>A trunk to be made, or as it should be (design.md, fixed points).</summary>
public sealed record TrunkRequest
{
    public required string Name { get; init; }

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 5060;

    public TrunkTransport Transport { get; init; } = TrunkTransport.Udp;

    public string? UserName { get; init; }

    /// <summary>Never shown again.</summary>
    public string? Password { get; init; }

    public bool Register { get; init; }

    /// <summary>1 to 5,000.</summary>
    public int MaxChannels { get; init; } = 30;

    /// <summary>0.1 to 500.</summary>
    public double CallsPerSecond { get; init; } = 5;

    /// <summary>PCMU and PCMA, in the order offered.</summary>
    public IReadOnlyList<string> Codecs { get; init; } = ["PCMU", "PCMA"];

    /// <summary>Lower is tried first; 0 to 1,000.</summary>
    public int Priority { get; init; } = 1;

    public bool Enabled { get; init; } = true;

    internal static TrunkRequest Of(Trunk t) => new()
    {
        Name = t.Name,
        Host = t.Host,
        Port = t.Port,
        Transport = t.Transport,
        UserName = t.UserName,
        Password = t.Password,
        Register = t.Register,
        MaxChannels = t.MaxChannels,
        CallsPerSecond = t.CallsPerSecond,
        Codecs = t.Codecs,
        Priority = t.Priority,
        Enabled = t.Enabled,
    };

    internal Trunk ToTrunk(TrunkId id) => new()
    {
        Id = id,
        Name = Name.Trim(),
        Host = Host.Trim(),
        Port = Port,
        Transport = Transport,
        UserName = string.IsNullOrEmpty(UserName) ? null : UserName,
        Password = string.IsNullOrEmpty(Password) ? null : Password,
        Register = Register,
        MaxChannels = MaxChannels,
        CallsPerSecond = CallsPerSecond,
        Codecs = [.. Codecs.Select(c => c.ToUpperInvariant()).Distinct(StringComparer.Ordinal)],
        Priority = Priority,
        Enabled = Enabled,
    };
}

/// <summary>What is known of a trunk's far end.</summary>
public sealed record TrunkHealthView(TrunkHealthState State, string? LastError, int CallsNow);

/// <summary>A trunk; the password is never shown.</summary>
public sealed record TrunkView(
    TrunkId Id,
    string Name,
    string Host,
    int Port,
    TrunkTransport Transport,
    string? UserName,
    bool HasPassword,
    bool Register,
    int MaxChannels,
    double CallsPerSecond,
    IReadOnlyList<string> Codecs,
    int Priority,
    bool Enabled,
    TrunkHealthView Health);

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
    }

    private static async Task<IResult> AddAsync(
        TrunkRequest request, TrunkStore trunks, IDialerLink dialer, AuditWriter audit, TimeProvider time, CommandKey key, CancellationToken ct)
    {
        if (Fault(request) is { } fault)
        {
            return fault;
        }

        Edited<Trunk> made = await trunks.CreateAsync(request.ToTrunk(default), time.GetUtcNow(), ct);
        if (made.Value is not { } trunk)
        {
            return Problem(made.Outcome, request.Name);
        }

        await audit.WriteAsync("trunk.create", $"trunk/{trunk.Id}", new { trunk.Name, trunk.Host, trunk.Port }, ct);
        await dialer.SendAsync(new TrunkEdited(trunk.Id) { CommandId = key.Value }, ct);
        return TypedResults.Created($"{ApiConventions.Root}/trunks/{trunk.Id}", await ViewAsync(trunk, dialer, ct));
    }

    private static async Task<IResult> ListAsync(TrunkStore trunks, IDialerLink dialer, CancellationToken ct)
    {
        var views = new List<TrunkView>();
        foreach (Trunk trunk in await trunks.ListAsync(ct))
        {
            views.Add(await ViewAsync(trunk, dialer, ct));
        }

        return TypedResults.Ok(new PagedResult<TrunkView>(views, null));
    }

    private static async Task<IResult> GetAsync(Id<TrunkId> id, TrunkStore trunks, IDialerLink dialer, CancellationToken ct)
        => await trunks.GetAsync(id, ct) is { } trunk ? TypedResults.Ok(await ViewAsync(trunk, dialer, ct)) : ApiProblem.NotFound("trunk");

    private static async Task<IResult> EditAsync(
        Id<TrunkId> id, JsonElement patch, TrunkStore trunks, IDialerLink dialer, AuditWriter audit, TimeProvider time, CommandKey key, CancellationToken ct)
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

        Edited<Trunk> edited = await trunks.UpdateAsync(request.ToTrunk(trunk.Id), time.GetUtcNow(), ct);
        if (edited.Value is not { } stored)
        {
            return Problem(edited.Outcome, request.Name);
        }

        await audit.WriteAsync("trunk.edit", $"trunk/{stored.Id}", new { fields = patch.EnumerateObject().Select(p => p.Name).ToArray() }, ct);
        await dialer.SendAsync(new TrunkEdited(stored.Id) { CommandId = key.Value }, ct);
        return TypedResults.Ok(await ViewAsync(stored, dialer, ct));
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
        Check(faults, "priority", r.Priority is >= 0 and <= 1000, "0 to 1000.");
        return faults.Count > 0 ? ApiProblem.Invalid([.. faults]) : null;
    }

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

    private static ApiProblem Problem(EditOutcome outcome, string name)
        => outcome == EditOutcome.NameTaken ? ApiProblem.Conflict("name_taken", $"There is a trunk '{name.Trim()}' already.") : ApiProblem.NotFound("trunk");

    private static async Task<TrunkView> ViewAsync(Trunk t, IDialerLink dialer, CancellationToken ct)
    {
        TrunkHealthView health = await dialer.SendAsync(new GetTrunkHealth(t.Id), ct) switch
        {
            TrunkHealthReply reply => new(reply.Health.State, reply.Health.LastError, reply.Health.CallsNow),
            Refused refused => new(TrunkHealthState.Unknown, refused.Message, 0),
            _ => new(TrunkHealthState.Unknown, null, 0),
        };
        return new TrunkView(
            t.Id, t.Name, t.Host, t.Port, t.Transport, t.UserName, t.Password is not null, t.Register, t.MaxChannels, t.CallsPerSecond, t.Codecs, t.Priority, t.Enabled, health);
    }
}
