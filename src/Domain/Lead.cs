using System.Text.Json.Serialization;

namespace CallCenter.Domain;

/// <summary>Where a lead stands in its dialling life.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<LeadState>))]
public enum LeadState
{
    /// <summary>May be dialled from its next time on.</summary>
    Dialable,

    /// <summary>A call to it is under way (its attempt is open).</summary>
    Dialing,

    /// <summary>An agent talks or has still to give the verdict.</summary>
    AwaitingDisposition,

    /// <summary>A call-back is promised; it is dialled by that.</summary>
    Callback,

    /// <summary>Never dialled again by this list: sold, refused, attempts used up.</summary>
    Done,

    /// <summary>Its number is invalid.</summary>
    BadNumber,

    /// <summary>Do-not-call.</summary>
    DoNotCall,

    /// <summary>Its upload was undone.</summary>
    Removed,
}

/// <summary>A lead that was claimed from the database under a lease and waits in the hopper.</summary>
/// <param name="Number">E.164 with plus sign.</param>
/// <param name="TimeZones">IANA names that the number may lie in; empty when unknown. The customer's own zone, where stored, stands alone.</param>
/// <param name="Attempts">Charged attempts so far.</param>
/// <param name="LeasedUntil">From then on another claimer may take it.</param>
public sealed record QueuedLead(
    LeadId Id,
    ListId ListId,
    CustomerId CustomerId,
    NumberId NumberId,
    string Number,
    IReadOnlyList<string> TimeZones,
    int Attempts,
    int Priority,
    DateTimeOffset LeasedUntil);
