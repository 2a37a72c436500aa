using CallCenter.Dialer.Live;
using CallCenter.Dialer.Recording;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Media;
using CallCenter.Sip;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Calls;

/// <summary>What every conductor works with.</summary>
internal sealed record CallParts(
    SipEndpoint Sip,
    MediaEngine Media,
    AgentFloor Floor,
    TrunkDirectory Trunks,
    TrunkWatch Watch,
    CallJournal Journal,
    RecordingRoom Recordings,
    PromptShelf Prompts,
    EventFan Events,
    CallRegistry Registry,
    DialerSettings Settings,
    CallMeters Meters,
    TimeProvider Time,
    ILogger<OutboundCall> Log);
